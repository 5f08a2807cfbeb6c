"""山西省人民政府: www.shanxi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ShanxiSpider(DisclosureSpider):
    name = "shanxi"
    agency_name = "山西省人民政府"
    sources = (Trs("http://www.shanxi.gov.cn/zfxxgk/zfxxgkzl/zfxxgknb/", evidence="report: stored page of Mar 2018; list: its folder"),)
