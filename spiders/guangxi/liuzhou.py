"""柳州市人民政府: liuzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class LiuzhouSpider(DisclosureSpider):
    name = "liuzhou"
    agency_name = "柳州市人民政府"
    sources = (Trs("http://liuzhou.gov.cn/zwgk/zfxxgknb/", evidence="report: stored page of Feb 2025; list: a folder above"),)
