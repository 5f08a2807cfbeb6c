"""平潭综合实验区公安局: www.pingtan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class PingtanGajSpider(DisclosureSpider):
    name = "pingtan_gaj"
    agency_name = "平潭综合实验区公安局"
    sources = (Trs("https://www.pingtan.gov.cn/zwgk/zfxxgk/dfbmptlj/ptzhsyqbm/ptzhsyqgaj/zfxxgknb/", evidence="report: stored page of Jan 2021; list: its folder"),)
