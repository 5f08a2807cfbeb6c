"""吉林省人民政府办公厅: xxgk.jl.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JlZfbgtSpider(DisclosureSpider):
    name = "jl_zfbgt"
    agency_name = "吉林省人民政府办公厅"
    sources = (Trs("http://xxgk.jl.gov.cn/szf/bgtndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
