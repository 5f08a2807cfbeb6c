"""益阳市生态环境局: yiyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class YiyangSthjjSpider(DisclosureSpider):
    name = "yiyang_sthjj"
    agency_name = "益阳市生态环境局"
    sources = (Generic("http://yiyang.gov.cn/yyshjbhj/3450/39270/", evidence="report: stored page; list: its folder"),)
