"""辽阳市人民政府: www.liaoyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class LiaoyangSpider(DisclosureSpider):
    name = "liaoyang"
    agency_name = "辽阳市人民政府"
    sources = (Home("http://www.liaoyang.gov.cn/", evidence="report: stored page of Mar 2024; list: unverified"),)
