"""滕州市人民政府办公室: www.tengzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TengzhouZfbgsSpider(DisclosureSpider):
    name = "tengzhou_zfbgs"
    agency_name = "滕州市人民政府办公室"
    sources = (Trs("http://www.tengzhou.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
