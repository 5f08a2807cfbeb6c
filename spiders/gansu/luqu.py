"""碌曲县人民政府: www.luqu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class LuquSpider(DisclosureSpider):
    name = "luqu"
    agency_name = "碌曲县人民政府"
    sources = (Home("http://www.luqu.gov.cn/", evidence="report: stored page of Jan 2026; list: unverified"),)
