"""上海市松江区人民政府: www.songjiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class SongjiangSpider(DisclosureSpider):
    name = "songjiang"
    agency_name = "上海市松江区人民政府"
    sources = (Home("https://www.songjiang.gov.cn/", evidence="report: stored page of Feb 2026; list: unverified"),)
