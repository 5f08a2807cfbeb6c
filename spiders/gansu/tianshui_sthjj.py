"""天水市生态环境局: www.tianshui.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class TianshuiSthjjSpider(DisclosureSpider):
    name = "tianshui_sthjj"
    agency_name = "天水市生态环境局"
    sources = (Home("http://www.tianshui.gov.cn/sthj/", evidence="report: stored page of Jan 2021; list: unverified"),)
