"""聊城市水利局: slj.liaocheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc


class LiaochengSljSpider(DisclosureSpider):
    name = "liaocheng_slj"
    agency_name = "聊城市水利局"
    sources = (ChannelDoc("http://slj.liaocheng.gov.cn/channel_l_ssljchannel201911221748522677536714/", evidence="report: stored page of Jan 2026; list: its folder"),)
