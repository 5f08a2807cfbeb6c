"""襄阳市行政审批局: xzsp.xiangyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XiangyangXzspSpider(DisclosureSpider):
    name = "xiangyang_xzsp"
    agency_name = "襄阳市行政审批局"
    sources = (Trs("http://xzsp.xiangyang.gov.cn/zwgk/gknb/", evidence="report: stored page of Jan 2024; list: its folder"),)
