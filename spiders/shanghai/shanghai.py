"""上海市人民政府: shanghai.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ShanghaiSpider(DisclosureSpider):
    name = "shanghai"
    agency_name = "上海市人民政府"
    sources = (Generic("https://shanghai.gov.cn/nw12344/", evidence="report: stored page of Mar 2023; list: its folder"),)
