"""平顶山市生态环境局: www.pds.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class PdsSthjjSpider(DisclosureSpider):
    name = "pds_sthjj"
    agency_name = "平顶山市生态环境局"
    sources = (Generic("http://www.pds.gov.cn/contents/2628/", evidence="report: stored page of Oct 2017; list: its folder"),)
