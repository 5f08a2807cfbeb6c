"""连云港市海州区人民政府办公室: www.lyghz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class LyghzZfbgsSpider(DisclosureSpider):
    name = "lyghz_zfbgs"
    agency_name = "连云港市海州区人民政府办公室"
    sources = (Generic("http://www.lyghz.gov.cn/lyghzqrmzf/zfxxgknb/", evidence="report: stored page of Jan 2026; list: its folder"),)
