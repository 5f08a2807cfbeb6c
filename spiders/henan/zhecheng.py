"""柘城县人民政府: zhecheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ZhechengSpider(DisclosureSpider):
    name = "zhecheng"
    agency_name = "柘城县人民政府"
    sources = (Generic("https://zhecheng.gov.cn/zwgk/zfxxgknb/", evidence="report: stored page of Feb 2025; list: a folder above"),)
