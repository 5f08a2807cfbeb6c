"""北京市生态环境局: sthjj.beijing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import EasySite


class BeijingSthjjSpider(DisclosureSpider):
    name = "beijing_sthjj"
    agency_name = "北京市生态环境局"
    sources = (EasySite("https://sthjj.beijing.gov.cn/bjhrb/index/xxgk69/zfxxgk43/qtfdxx73/zfxxgknb13/", evidence="report: stored page; list: its folder"),)
