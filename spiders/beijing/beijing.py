"""北京市人民政府: www.beijing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BeijingSpider(DisclosureSpider):
    name = "beijing"
    agency_name = "北京市人民政府"
    sources = (Trs("https://www.beijing.gov.cn/gongkai/zfxxgk/gknb/", evidence="report: stored page of Mar 2025; list: its folder"),)
