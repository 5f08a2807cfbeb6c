"""广西壮族自治区水文中心: swzx.gxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GxzfSwzxSpider(DisclosureSpider):
    name = "gxzf_swzx"
    agency_name = "广西壮族自治区水文中心"
    sources = (Trs("http://swzx.gxzf.gov.cn/zwgk/zwxxgk/xxgkndbg/", evidence="report: stored page; list: its folder"),)
