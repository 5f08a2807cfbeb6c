"""包头市人民政府: www.baotou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BaotouSpider(DisclosureSpider):
    name = "baotou"
    agency_name = "包头市人民政府"
    sources = (Trs("https://www.baotou.gov.cn/zfxxgk/zfxxgknb/", evidence="report: stored page of Jan 2024; list: a folder above"),)
