"""遂溪县人民政府: www.suixi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class SuixiSpider(DisclosureSpider):
    name = "suixi"
    agency_name = "遂溪县人民政府"
    sources = (Nfcms("http://www.suixi.gov.cn/zwgk/xxgknb/", evidence="report: stored code; list: its folder"),)
