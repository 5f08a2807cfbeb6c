"""保山市人民政府: baoshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class BaoshanSpider(DisclosureSpider):
    name = "baoshan"
    agency_name = "保山市人民政府"
    sources = (Home("https://baoshan.gov.cn/", evidence="report: stored page; list: unverified"),)
