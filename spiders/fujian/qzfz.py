"""泉州市丰泽区人民政府: qzfz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QzfzSpider(DisclosureSpider):
    name = "qzfz"
    agency_name = "泉州市丰泽区人民政府"
    sources = (Trs("http://qzfz.gov.cn/zwgk/zfxxgkzl/zfxxgkndbg/", evidence="report: stored page of Feb 2026; list: its folder"),)
