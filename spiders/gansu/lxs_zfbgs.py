"""临夏市人民政府办公室: www.lxs.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class LxsZfbgsSpider(DisclosureSpider):
    name = "lxs_zfbgs"
    agency_name = "临夏市人民政府办公室"
    sources = (Jpaas("https://www.lxs.gov.cn/lxs/zwgk/xxgkndbg/", evidence="report: stored page; list: a folder above"),)
