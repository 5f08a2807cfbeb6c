"""枣阳市人民政府: www.zyzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ZyzfSpider(DisclosureSpider):
    name = "zyzf"
    agency_name = "枣阳市人民政府"
    sources = (Trs("http://www.zyzf.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Feb 2024; list: a folder above"),)
