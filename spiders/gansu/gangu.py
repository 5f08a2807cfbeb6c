"""甘谷县人民政府: www.gangu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class GanguSpider(DisclosureSpider):
    name = "gangu"
    agency_name = "甘谷县人民政府"
    sources = (Home("https://www.gangu.gov.cn/", evidence="report: stored page; list: unverified"),)
