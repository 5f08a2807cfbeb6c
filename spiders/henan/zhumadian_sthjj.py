"""驻马店市生态环境局: old.zhumadian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ZhumadianSthjjSpider(DisclosureSpider):
    name = "zhumadian_sthjj"
    agency_name = "驻马店市生态环境局"
    sources = (
        Home(
            "http://old.zhumadian.gov.cn/html/site_gov/articles/202001/99838.html",
            evidence="report: stored page of Jan 2020; list: unverified",
        ),
    )
