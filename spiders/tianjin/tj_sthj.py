"""天津市生态环境局: sthj.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class TjSthjSpider(DisclosureSpider):
    name = "tj_sthj"
    agency_name = "天津市生态环境局"
    sources = (Home("https://sthj.tj.gov.cn/", evidence="host: stored code; list: unverified"),)
