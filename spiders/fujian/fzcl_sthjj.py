"""福州市长乐生态环境局: fzcl.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class FzclSthjjSpider(DisclosureSpider):
    name = "fzcl_sthjj"
    agency_name = "福州市长乐生态环境局"
    sources = (Trs("http://fzcl.gov.cn/xjwz/zwgk/zfxxgk/zfxxbmgk/zlszfgzbmxxgkml/zlshjbhj/zfxxgknb/", evidence="report: stored page of Jan 2022; list: its folder"),)
