"""广州市人民政府办公厅: gz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class GzZfbgsSpider(DisclosureSpider):
    name = "gz_zfbgs"
    agency_name = "广州市人民政府办公厅"
    sources = (Nfcms("https://gz.gov.cn/zfjgzy/gzsrmzfbgt/zfxxgknb/", evidence="report: stored page; list: a folder above"),)
