"""宣城市生态环境局: sthjj.xuancheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XuanchengSthjjSpider(DisclosureSpider):
    name = "xuancheng_sthjj"
    agency_name = "宣城市生态环境局"
    sources = (Home("https://sthjj.xuancheng.gov.cn/", evidence="report: stored page of Jan 2020; list: unverified"),)
