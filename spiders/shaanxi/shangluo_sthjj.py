"""商洛市生态环境局: sthjj.shangluo.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ShangluoSthjjSpider(DisclosureSpider):
    name = "shangluo_sthjj"
    agency_name = "商洛市生态环境局"
    sources = (Home("https://www.shangluo.gov.cn/info/3043/137911.htm", evidence="report: stored page of Jan 2024; list: unverified"),)
