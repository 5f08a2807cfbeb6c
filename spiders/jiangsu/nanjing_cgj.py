"""南京市城市管理局: cgj.nanjing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class NanjingCgjSpider(DisclosureSpider):
    name = "nanjing_cgj"
    agency_name = "南京市城市管理局"
    sources = (Trs("http://cgj.nanjing.gov.cn/njscsglj/xxgkzl/zfxxgkndbg/", evidence="report: stored page of Jan 2024; list: its folder"),)
