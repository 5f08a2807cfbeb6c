"""乌海市生态环境局: sthjj.wuhai.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import EasySite


class WuhaiSthjjSpider(DisclosureSpider):
    name = "wuhai_sthjj"
    agency_name = "乌海市生态环境局"
    sources = (EasySite("http://sthjj.wuhai.gov.cn/sthjj/1115793/1115732/1115787/", evidence="report: stored page; list: its folder"),)
