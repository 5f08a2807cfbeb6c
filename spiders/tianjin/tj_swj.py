"""天津市水务局: swj.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjSwjSpider(DisclosureSpider):
    name = "tj_swj"
    agency_name = "天津市水务局"
    sources = (Trs("https://swj.tj.gov.cn/zwgk_17147/xzfxxgk/zfxxgknb1/", evidence="report: stored page of Jan 2022; list: its folder"),)
