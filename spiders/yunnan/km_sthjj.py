"""昆明市生态环境局: sthjj.km.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class KmSthjjSpider(DisclosureSpider):
    name = "km_sthjj"
    agency_name = "昆明市生态环境局"
    sources = (Home("https://sthjj.km.gov.cn/zfxxgk/zfxxgkzn/", evidence="page: stored page of Aug 2024; list: unverified"),)
