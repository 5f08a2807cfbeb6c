"""咸宁市政务服务和大数据管理局: zwsjj.xianning.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XianningZwsjjSpider(DisclosureSpider):
    name = "xianning_zwsjj"
    agency_name = "咸宁市政务服务和大数据管理局"
    sources = (Trs("http://zwsjj.xianning.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Jan 2026; list: its folder"),)
