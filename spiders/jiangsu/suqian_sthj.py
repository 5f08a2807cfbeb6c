"""宿迁市生态环境局: sthj.suqian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class SuqianSthjSpider(DisclosureSpider):
    name = "suqian_sthj"
    agency_name = "宿迁市生态环境局"
    sources = (Ucap("https://sthj.suqian.gov.cn/shbj/gknb/list.shtml", evidence="report: stored page of Mar 2016; list: the family's rule"),)
