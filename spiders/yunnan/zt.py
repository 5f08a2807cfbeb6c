"""昭通市人民政府: www.zt.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ZtSpider(DisclosureSpider):
    name = "zt"
    agency_name = "昭通市人民政府"
    sources = (Generic("http://www.zt.gov.cn/contents/6822/", evidence="report: stored page; list: its folder"),)
