"""舒城县人民政府: www.shucheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ShuchengSpider(DisclosureSpider):
    name = "shucheng"
    agency_name = "舒城县人民政府"
    sources = (Home("https://www.shucheng.gov.cn/", evidence="report: stored page; list: unverified"),)
