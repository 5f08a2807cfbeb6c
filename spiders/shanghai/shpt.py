"""上海市普陀区人民政府: shpt.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ShptSpider(DisclosureSpider):
    name = "shpt"
    agency_name = "上海市普陀区人民政府"
    sources = (Generic("https://shpt.gov.cn/zhengwu/zfxxgknb-qfbzfxxgk/", evidence="report: stored page of Jan 2026; list: a folder above"),)
