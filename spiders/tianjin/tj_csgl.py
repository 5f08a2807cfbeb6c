"""天津市城市管理委员会: csgl.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjCsglSpider(DisclosureSpider):
    name = "tj_csgl"
    agency_name = "天津市城市管理委员会"
    sources = (Trs("https://csgl.tj.gov.cn/zwgk_57/zfxxgk01/zfxxgknb/", evidence="report: stored page of Jan 2025; list: its folder"),)
