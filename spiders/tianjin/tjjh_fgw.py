"""天津市静海区发展和改革委员会: www.tjjh.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjjhFgwSpider(DisclosureSpider):
    name = "tjjh_fgw"
    agency_name = "天津市静海区发展和改革委员会"
    sources = (Trs("http://www.tjjh.gov.cn/jhqzf/zwgk_28985/zfxxgk_qjjg1/fgw1/zfxxgknb4/", evidence="report: stored page of Jan 2025; list: its folder"),)
