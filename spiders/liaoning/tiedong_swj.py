"""鞍山市铁东区商务局: www.tiedong.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class TiedongSwjSpider(DisclosureSpider):
    name = "tiedong_swj"
    agency_name = "鞍山市铁东区商务局"
    sources = (Home("http://www.tiedong.gov.cn/", evidence="report: stored page of Jan 2025; list: unverified"),)
