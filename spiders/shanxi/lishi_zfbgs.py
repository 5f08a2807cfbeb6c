"""吕梁市离石区人民政府办公室: www.lishi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class LishiZfbgsSpider(DisclosureSpider):
    name = "lishi_zfbgs"
    agency_name = "吕梁市离石区人民政府办公室"
    sources = (Trs("http://www.lishi.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
