"""西安市临潼区人民政府办公室: www.lintong.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class LintongZfbgsSpider(DisclosureSpider):
    name = "lintong_zfbgs"
    agency_name = "西安市临潼区人民政府办公室"
    sources = (Generic("http://www.lintong.gov.cn/zwgk/xxgkml/xxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
