"""兴安盟行政公署: www.xam.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XamSpider(DisclosureSpider):
    name = "xam"
    agency_name = "兴安盟行政公署"
    sources = (Home("http://www.xam.gov.cn/", evidence="report: stored page of Jan 2025; list: unverified"),)
