"""宁波市生态环境局: sthjj.ningbo.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class NingboSthjjSpider(DisclosureSpider):
    name = "ningbo_sthjj"
    agency_name = "宁波市生态环境局"
    sources = (Home("http://sthjj.ningbo.gov.cn/", evidence="host: stored code of Jun 2024; list: unverified"),)
