"""霍城县人民政府: www.xjhc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XjhcSpider(DisclosureSpider):
    name = "xjhc"
    agency_name = "霍城县人民政府"
    sources = (Home("https://www.xjhc.gov.cn/xjhc/C116872/202601/2b5e35775e1d485e93df428fdbdb3f9c.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
