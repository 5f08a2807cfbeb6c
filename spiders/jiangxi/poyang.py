"""鄱阳县人民政府: www.poyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class PoyangSpider(DisclosureSpider):
    name = "poyang"
    agency_name = "鄱阳县人民政府"
    sources = (Home("http://www.poyang.gov.cn/poyang/xinxigongkainianbao/202502/9e269373e74c45a4aae422d524b4dc67.shtml", evidence="report: stored page of Feb 2025; list: unverified"),)
