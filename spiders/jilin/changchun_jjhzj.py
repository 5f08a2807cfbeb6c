"""长春市经济合作局: js.changchun.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ChangchunJjhzjSpider(DisclosureSpider):
    name = "changchun_jjhzj"
    agency_name = "长春市经济合作局"
    sources = (Trs("http://js.changchun.gov.cn/zcbm/szfhzjlbgs/ndbg/", evidence="report: stored page of Jan 2025; list: its folder"),)
