"""海南省生态环境厅: hnsthb.hainan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HainanHnsthbSpider(DisclosureSpider):
    name = "hainan_hnsthb"
    agency_name = "海南省生态环境厅"
    sources = (Trs("http://hnsthb.hainan.gov.cn/xxgk/0200/0204/", evidence="report: stored page of Jan 2023; list: its folder"),)
