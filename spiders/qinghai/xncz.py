"""西宁市城中区人民政府: xncz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XnczSpider(DisclosureSpider):
    name = "xncz"
    agency_name = "西宁市城中区人民政府"
    sources = (Home("https://xncz.gov.cn/", evidence="report: stored page; list: unverified"),)
