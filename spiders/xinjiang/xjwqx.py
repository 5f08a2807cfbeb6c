"""乌恰县人民政府: www.xjwqx.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XjwqxSpider(DisclosureSpider):
    name = "xjwqx"
    agency_name = "乌恰县人民政府"
    sources = (Home("http://www.xjwqx.gov.cn/xjwqx/c128570/202601/c531fcfd84284253aaceb3f0345912cd.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
