"""海南省地震局: haindzj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HaindzjDzjSpider(DisclosureSpider):
    name = "haindzj_dzj"
    agency_name = "海南省地震局"
    sources = (Trs("https://haindzj.gov.cn/zwgk_1/zfxxgk/xxgknb/", evidence="report: stored page of Feb 2025; list: its folder"),)
