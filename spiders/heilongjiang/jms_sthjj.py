"""佳木斯市生态环境局: www.jms.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class JmsSthjjSpider(DisclosureSpider):
    name = "jms_sthjj"
    agency_name = "佳木斯市生态环境局"
    sources = (Home("https://www.jms.gov.cn/jms/c102085/202601/c04_281499.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
