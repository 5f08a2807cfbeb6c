"""岳阳市生态环境局平江分局: pingjiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class PingjiangSthjjSpider(DisclosureSpider):
    name = "pingjiang_sthjj"
    agency_name = "岳阳市生态环境局平江分局"
    sources = (Generic("http://pingjiang.gov.cn/35048/35049/34997/35158/35159/", evidence="report: stored page; list: its folder"),)
