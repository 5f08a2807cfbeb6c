"""六安市金安区人民政府: www.ja.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class JaSpider(DisclosureSpider):
    name = "ja"
    agency_name = "六安市金安区人民政府"
    sources = (Home("https://www.ja.gov.cn/", evidence="report: stored page of Feb 2025; list: unverified"),)
