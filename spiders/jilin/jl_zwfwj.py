"""吉林省政务服务和数字化建设管理局: xxgk.jl.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JlZwfwjSpider(DisclosureSpider):
    name = "jl_zwfwj"
    agency_name = "吉林省政务服务和数字化建设管理局"
    sources = (Trs("https://xxgk.jl.gov.cn/zsjg/fgw_136504/ndbg/", evidence="report: stored page of Jan 2025; list: its folder"),)
