"""苏州市人民政府: www.suzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class SuzhouSpider(DisclosureSpider):
    name = "suzhou"
    agency_name = "苏州市人民政府"
    sources = (Home("http://www.suzhou.gov.cn/szsrmzf/szszfxxgknb/201903/4d9ab167aa224732afe03b7d9c41f4d1.shtml", evidence="report: stored page of Mar 2019; list: unverified"),)
