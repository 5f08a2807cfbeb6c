"""北京市城市管理委员会: csglw.beijing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BeijingCsglwSpider(DisclosureSpider):
    name = "beijing_csglw"
    agency_name = "北京市城市管理委员会"
    sources = (Trs("https://csglw.beijing.gov.cn/zwxx/zfxxgk/zfxxgknb/", evidence="report: stored page of Jan 2025; list: its folder"),)
