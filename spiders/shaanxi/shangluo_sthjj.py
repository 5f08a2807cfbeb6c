"""商洛市生态环境局: sthjj.shangluo.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ShangluoSthjjSpider(DisclosureSpider):
    name = "shangluo_sthjj"
    agency_name = "商洛市生态环境局"
    sources = (Home("http://sthjj.shangluo.gov.cn/", evidence="host: stored code; list: unverified"),)
