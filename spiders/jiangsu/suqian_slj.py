"""宿迁市水利局: slj.suqian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class SuqianSljSpider(DisclosureSpider):
    name = "suqian_slj"
    agency_name = "宿迁市水利局"
    sources = (Ucap("http://slj.suqian.gov.cn/swj/gknb/list.shtml", evidence="report: stored page of Jan 2025; list: the family's rule"),)
