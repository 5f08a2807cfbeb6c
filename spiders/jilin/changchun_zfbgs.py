"""长春市人民政府办公厅: js.changchun.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ChangchunZfbgsSpider(DisclosureSpider):
    name = "changchun_zfbgs"
    agency_name = "长春市人民政府办公厅"
    sources = (Trs("http://js.changchun.gov.cn/szf_3410/ndbg/", evidence="report: stored page of Jan 2025; list: its folder"),)
