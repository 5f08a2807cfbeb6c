"""白银市白银区人民政府办公室: www.baiyinqu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class BaiyinquZfbgsSpider(DisclosureSpider):
    name = "baiyinqu_zfbgs"
    agency_name = "白银市白银区人民政府办公室"
    sources = (Jpaas("https://www.baiyinqu.gov.cn/ZFXXGKNB/", evidence="report: stored page of Jan 2026; list: a folder above"),)
