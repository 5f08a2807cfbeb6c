"""合肥市生态环境局: sthjj.hefei.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HefeiSthjjSpider(DisclosureSpider):
    name = "hefei_sthjj"
    agency_name = "合肥市生态环境局"
    sources = (Home("http://sthjj.hefei.gov.cn/", evidence="host: stored code; list: unverified"),)
