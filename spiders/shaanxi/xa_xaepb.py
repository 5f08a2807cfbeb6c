"""西安市生态环境局: xaepb.xa.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XaXaepbSpider(DisclosureSpider):
    name = "xa_xaepb"
    agency_name = "西安市生态环境局"
    sources = (Home("http://xaepb.xa.gov.cn/", evidence="host: stored code; list: unverified"),)
