"""高平市人民政府: xxgk.sxgp.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class SxgpSpider(DisclosureSpider):
    name = "sxgp"
    agency_name = "高平市人民政府"
    sources = (Trs("http://xxgk.sxgp.gov.cn/gpsrmzf/zfxxgknb/", evidence="report: stored page of Feb 2026; list: its folder"),)
