"""成都市生态环境局: sthj.chengdu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ChengduSthjSpider(DisclosureSpider):
    name = "chengdu_sthj"
    agency_name = "成都市生态环境局"
    sources = (Home("http://sthj.chengdu.gov.cn/", evidence="host: stored code; list: unverified"),)
