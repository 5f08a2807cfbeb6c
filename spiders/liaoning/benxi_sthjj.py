"""本溪市生态环境局: benxi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class BenxiSthjjSpider(DisclosureSpider):
    name = "benxi_sthjj"
    agency_name = "本溪市生态环境局"
    sources = (Generic("https://benxi.gov.cn/zw/zfxxgknb/", evidence="report: stored page of Mar 2019; list: a folder above"),)
