"""武汉市机关事务管理局: jgswgl.wuhan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class WuhanJgswglSpider(DisclosureSpider):
    name = "wuhan_jgswgl"
    agency_name = "武汉市机关事务管理局"
    sources = (Trs("http://jgswgl.wuhan.gov.cn/xxgk_59/xxgkndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
