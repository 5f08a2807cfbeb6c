"""景德镇市昌江区工业和信息化局: www.jdzcjq.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JdzcjqGxjSpider(DisclosureSpider):
    name = "jdzcjq_gxj"
    agency_name = "景德镇市昌江区工业和信息化局"
    sources = (Trs("http://www.jdzcjq.gov.cn/qgxj/zfxxgknb_1916/", evidence="report: stored page; list: a folder above"),)
