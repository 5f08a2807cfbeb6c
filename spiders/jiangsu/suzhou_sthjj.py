"""苏州市生态环境局: sthjj.suzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class SuzhouSthjjSpider(DisclosureSpider):
    name = "suzhou_sthjj"
    agency_name = "苏州市生态环境局"
    sources = (Home("https://sthjj.suzhou.gov.cn/", evidence="host: stored code; list: unverified"),)
