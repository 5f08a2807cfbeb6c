"""郑州市生态环境局: sthjj.zhengzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class ZhengzhouSthjjSpider(DisclosureSpider):
    name = "zhengzhou_sthjj"
    agency_name = "郑州市生态环境局"
    sources = (Home("https://sthjj.zhengzhou.gov.cn/", evidence="host: stored page; list: unverified"),)
