"""怀化市生态环境局: www.huaihua.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class HuaihuaSthjjSpider(DisclosureSpider):
    name = "huaihua_sthjj"
    agency_name = "怀化市生态环境局"
    sources = (Ucap("http://www.huaihua.gov.cn/sthjj/c100617/list.shtml", evidence="report: stored page of Jan 2024; list: the family's rule"),)
