"""益阳市生态环境局安化分局: www.anhua.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class AnhuaSthjjSpider(DisclosureSpider):
    name = "anhua_sthjj"
    agency_name = "益阳市生态环境局安化分局"
    sources = (Generic("http://www.anhua.gov.cn/257/322/2520/", evidence="report: stored page; list: its folder"),)
