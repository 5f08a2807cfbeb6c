"""宿迁市水利局: slj.suqian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class SuqianSljSpider(DisclosureSpider):
    name = "suqian_slj"
    agency_name = "宿迁市水利局"
    sources = (Home("http://slj.suqian.gov.cn/swj/gknb/202501/5fb1f12c3b874ed3bfa8f879c4865945.shtml", evidence="report: stored page of Jan 2025; list: unverified"),)
