"""淮南市生态环境局: sthjj.huainan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HuainanSthjjSpider(DisclosureSpider):
    name = "huainan_sthjj"
    agency_name = "淮南市生态环境局"
    sources = (Home("https://sthjj.huainan.gov.cn/", evidence="report: stored page; list: unverified"),)
