"""银川市人民政府办公室: www.yinchuan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class YinchuanZfbgsSpider(DisclosureSpider):
    name = "yinchuan_zfbgs"
    agency_name = "银川市人民政府办公室"
    sources = (Trs("http://www.yinchuan.gov.cn/xxgk/bmxxgkml/szfbgt/xxgknb_1840/", evidence="report: stored page of Jan 2023; list: its folder"),)
