"""济南市历城区市场监督管理局: www.licheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc


class LichengScjgjSpider(DisclosureSpider):
    name = "licheng_scjgj"
    agency_name = "济南市历城区市场监督管理局"
    sources = (ChannelDoc("http://www.licheng.gov.cn/gongkai/channel_63899ec7375991828262e186/?open=zfxxgknb", evidence="list: stored page of Jan 2024"),)
