"""昌吉州生态环境局吉木萨尔县分局: www.jmser.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class JmserSthjjSpider(DisclosureSpider):
    name = "jmser_sthjj"
    agency_name = "昌吉州生态环境局吉木萨尔县分局"
    sources = (Generic("https://www.jmser.gov.cn/p192/zfxxgknbsthjj/", evidence="report: stored page of Jan 2025; list: its folder"),)
