"""济南市槐荫区人民政府: www.huaiyin.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc


class HuaiyinSpider(DisclosureSpider):
    name = "huaiyin"
    agency_name = "济南市槐荫区人民政府"
    sources = (ChannelDoc("http://www.huaiyin.gov.cn/gongkai/channel_6389ac7f375991828264203a/", evidence="report: stored page of Feb 2024; list: its folder"),)
