"""柳州市柳南区人民政府: www.liunan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class LiunanSpider(DisclosureSpider):
    name = "liunan"
    agency_name = "柳州市柳南区人民政府"
    sources = (Trs("http://www.liunan.gov.cn/xxgk/zfxxgknb/", evidence="report: stored page of Jan 2024; list: its folder"),)
