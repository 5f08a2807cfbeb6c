"""银川市兴庆区人民政府: xqq.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XqqSpider(DisclosureSpider):
    name = "xqq"
    agency_name = "银川市兴庆区人民政府"
    sources = (Trs("http://xqq.gov.cn/zwgk/bmxxgkml/xqqzfb/xxgknb/", evidence="report: stored page of Jun 2024; list: its folder"),)
