"""天津市人民政府国有资产监督管理委员会: sasac.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjSasacSpider(DisclosureSpider):
    name = "tj_sasac"
    agency_name = "天津市人民政府国有资产监督管理委员会"
    sources = (Trs("https://sasac.tj.gov.cn/ZWGK1142/ZFXXGK/ZFXXGKNB/", evidence="report: stored page of Jan 2025; list: its folder"),)
