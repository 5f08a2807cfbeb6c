"""福州市人民政府外事办公室: fzwb.fuzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class FuzhouFzwbSpider(DisclosureSpider):
    name = "fuzhou_fzwb"
    agency_name = "福州市人民政府外事办公室"
    sources = (Trs("https://fzwb.fuzhou.gov.cn/zfxxgkzl/ndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
