"""九江市湖口生态环境局: www.hukou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HukouSthjjSpider(DisclosureSpider):
    name = "hukou_sthjj"
    agency_name = "九江市湖口生态环境局"
    sources = (Trs("https://www.hukou.gov.cn/sthjj/zfxxgknb/", evidence="report: stored page of Jan 2021; list: its folder"),)
