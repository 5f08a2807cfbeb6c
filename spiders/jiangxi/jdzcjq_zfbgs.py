"""景德镇市昌江区人民政府办公室: www.jdzcjq.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JdzcjqZfbgsSpider(DisclosureSpider):
    name = "jdzcjq_zfbgs"
    agency_name = "景德镇市昌江区人民政府办公室"
    sources = (Trs("http://www.jdzcjq.gov.cn/zwgk/zfxxgknb/", evidence="report: stored page; list: a folder above"),)
