"""鄂州市生态环境局: sthjj.ezhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class EzhouSthjjSpider(DisclosureSpider):
    name = "ezhou_sthjj"
    agency_name = "鄂州市生态环境局"
    sources = (Trs("https://sthjj.ezhou.gov.cn/xxgk/xxgknb/", evidence="report: stored page of Jan 2025; list: its folder"),)
