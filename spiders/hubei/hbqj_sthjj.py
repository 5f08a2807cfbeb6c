"""潜江市生态环境局: www.hbqj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HbqjSthjjSpider(DisclosureSpider):
    name = "hbqj_sthjj"
    agency_name = "潜江市生态环境局"
    sources = (Trs("https://www.hbqj.gov.cn/xxgk/xxgkml/szfbmxxgkml/ssthjj/zfxxgk/ndbg_1/", evidence="report: stored page of Jan 2026; list: its folder"),)
