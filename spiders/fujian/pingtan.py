"""平潭 (Fujian): TRS, with only the first page of a list as a file and the rest from a search API."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class PingtanSpider(DisclosureSpider):
    name = "pingtan"
    agency_name = "平潭综合实验区管委会"
    sources = (Trs("https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/", evidence="report: stored page of Mar 2024; list: its folder; search: stored code of 2026"),)
