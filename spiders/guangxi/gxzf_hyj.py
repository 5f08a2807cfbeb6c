"""广西壮族自治区海洋局: hyj.gxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GxzfHyjSpider(DisclosureSpider):
    name = "gxzf_hyj"
    agency_name = "广西壮族自治区海洋局"
    sources = (Trs("http://hyj.gxzf.gov.cn/zwgk_66846/xxgk/zfxxgkndbg/", evidence="report: stored page of Jan 2016; list: its folder"),)
