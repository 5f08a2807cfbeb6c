"""张掖市人民政府办公室: www.zhangye.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ZhangyeZfbgsSpider(DisclosureSpider):
    name = "zhangye_zfbgs"
    agency_name = "张掖市人民政府办公室"
    sources = (Trs("https://www.zhangye.gov.cn/zyszfxxgk/szfxxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
