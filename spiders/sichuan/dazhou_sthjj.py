"""达州市生态环境局: www.dazhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class DazhouSthjjSpider(DisclosureSpider):
    name = "dazhou_sthjj"
    agency_name = "达州市生态环境局"
    sources = (
        Home(
            "http://www.dazhou.gov.cn/xxgk-show-23500.html",
            evidence="report: stored page of Jan 2022; list: unverified",
        ),
    )
