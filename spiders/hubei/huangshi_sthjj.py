"""黄石市生态环境局: sthjj.huangshi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HuangshiSthjjSpider(DisclosureSpider):
    name = "huangshi_sthjj"
    agency_name = "黄石市生态环境局"
    sources = (Trs("http://sthjj.huangshi.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Mar 2019; list: its folder"),)
