"""青海省人民政府: wap.qinghai.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QinghaiSpider(DisclosureSpider):
    name = "qinghai"
    agency_name = "青海省人民政府"
    sources = (Trs("http://wap.qinghai.gov.cn/zwgk/zwgkzfxxgknb/", evidence="report: stored page of Feb 2018; list: a folder above"),)
