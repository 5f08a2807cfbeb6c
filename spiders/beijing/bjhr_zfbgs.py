"""北京市怀柔区人民政府办公室: www.bjhr.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BjhrZfbgsSpider(DisclosureSpider):
    name = "bjhr_zfbgs"
    agency_name = "北京市怀柔区人民政府办公室"
    sources = (Trs("https://www.bjhr.gov.cn/zfxxgkzl/gknb/", evidence="report: stored page of Jan 2025; list: a folder above"),)
