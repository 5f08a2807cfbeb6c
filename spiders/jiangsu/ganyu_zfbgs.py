"""连云港市赣榆区人民政府办公室: www.ganyu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class GanyuZfbgsSpider(DisclosureSpider):
    name = "ganyu_zfbgs"
    agency_name = "连云港市赣榆区人民政府办公室"
    sources = (Generic("http://www.ganyu.gov.cn/gyqzf/zfxxgknb/", evidence="report: stored page of Jan 2026; list: its folder"),)
