"""济南市市中区人民政府: www.shizhong.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc


class ShizhongSpider(DisclosureSpider):
    name = "shizhong"
    agency_name = "济南市市中区人民政府"
    sources = (ChannelDoc("http://www.shizhong.gov.cn/gongkai/site_shizhongquqzfbgsb/channel_6389a3c83759918282638268/", evidence="report: stored page of Feb 2024; list: its folder"),)
