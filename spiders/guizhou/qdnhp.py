"""黄平县人民政府: www.qdnhp.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QdnhpSpider(DisclosureSpider):
    name = "qdnhp"
    agency_name = "黄平县人民政府"
    sources = (Trs("https://www.qdnhp.gov.cn/xxgk/xxgknb/", evidence="report: stored page of Feb 2025; list: its folder"),)
