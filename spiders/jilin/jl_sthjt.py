"""吉林省生态环境厅: xxgk.jl.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JlSthjtSpider(DisclosureSpider):
    name = "jl_sthjt"
    agency_name = "吉林省生态环境厅"
    sources = (Trs("http://xxgk.jl.gov.cn/zcbm/fgw_98007/ndbg/", evidence="report: stored page of Feb 2026; list: its folder"),)
