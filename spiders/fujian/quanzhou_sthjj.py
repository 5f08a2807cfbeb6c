"""泉州市生态环境局: sthjj.quanzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QuanzhouSthjjSpider(DisclosureSpider):
    name = "quanzhou_sthjj"
    agency_name = "泉州市生态环境局"
    sources = (Trs("https://sthjj.quanzhou.gov.cn/xxgk/zfxxgkzl/zfxxgkndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
