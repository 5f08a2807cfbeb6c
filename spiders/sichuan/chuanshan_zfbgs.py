"""遂宁市船山区人民政府办公室: www.chuanshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ChuanshanZfbgsSpider(DisclosureSpider):
    name = "chuanshan_zfbgs"
    agency_name = "遂宁市船山区人民政府办公室"
    sources = (Home("https://www.chuanshan.gov.cn/", evidence="report: stored page; list: unverified"),)
