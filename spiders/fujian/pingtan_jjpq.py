"""平潭综合实验区金井片区管理局: www.pingtan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class PingtanJjpqSpider(DisclosureSpider):
    name = "pingtan_jjpq"
    agency_name = "平潭综合实验区金井片区管理局"
    sources = (Trs("https://www.pingtan.gov.cn/zwgk/zfxxgk/dfbmptlj/ptzhsyqpq/ptzhsyqjjp/zfxxgknb/", evidence="report: stored page of Jan 2021; list: its folder"),)
