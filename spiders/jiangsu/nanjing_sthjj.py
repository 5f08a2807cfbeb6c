"""南京市生态环境局: sthjj.nanjing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class NanjingSthjjSpider(DisclosureSpider):
    name = "nanjing_sthjj"
    agency_name = "南京市生态环境局"
    sources = (Home("https://sthjj.nanjing.gov.cn/", evidence="host: stored code of Mar 2026; list: unverified"),)
