"""大冶市人民政府: hbdaye.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HbdayeSpider(DisclosureSpider):
    name = "hbdaye"
    agency_name = "大冶市人民政府"
    sources = (Trs("https://hbdaye.gov.cn/zfxxgk/zfxxgkndbg/", evidence="report: stored page of Feb 2026; list: a folder above"),)
