"""湖北省地震局: www.hubdzj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HubdzjDzjSpider(DisclosureSpider):
    name = "hubdzj_dzj"
    agency_name = "湖北省地震局"
    sources = (Home("http://www.hubdzj.gov.cn/info/1115/47605.htm", evidence="report: stored page; list: unverified"),)
