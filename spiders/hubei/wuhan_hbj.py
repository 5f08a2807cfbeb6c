"""武汉市生态环境局: hbj.wuhan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class WuhanHbjSpider(DisclosureSpider):
    name = "wuhan_hbj"
    agency_name = "武汉市生态环境局"
    sources = (Home("https://hbj.wuhan.gov.cn/", evidence="host: stored code of Nov 2024; list: unverified"),)
