"""拉萨市财政局: czj.lasa.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class LasaCzjSpider(DisclosureSpider):
    name = "lasa_czj"
    agency_name = "拉萨市财政局"
    sources = (Home("http://czj.lasa.gov.cn/czj/xxgknb/202601/aa52a82a8d1a4cd08807075c0ceaec78.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
