"""福建省生态环境厅: sthjt.fujian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class FujianSthjtSpider(DisclosureSpider):
    name = "fujian_sthjt"
    agency_name = "福建省生态环境厅"
    sources = (Trs("http://sthjt.fujian.gov.cn/zwgk/zfxxgkzl/zfxxgkndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
