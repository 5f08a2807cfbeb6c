"""襄阳市审计局: sjj.xiangyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XiangyangSjjSpider(DisclosureSpider):
    name = "xiangyang_sjj"
    agency_name = "襄阳市审计局"
    sources = (Trs("http://sjj.xiangyang.gov.cn/zwgk/gknb/", evidence="report: stored page of Jan 2024; list: its folder"),)
