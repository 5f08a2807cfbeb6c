"""红河州生态环境局: www.hh.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HhSthjjSpider(DisclosureSpider):
    name = "hh_sthjj"
    agency_name = "红河州生态环境局"
    sources = (
        Home(
            "https://www.hh.gov.cn/info/13091/566542.htm",
            evidence="report: stored page of Jan 2024; list: unverified",
        ),
    )
