"""平潭综合实验区财政金融局: www.pingtan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class PingtanCzjSpider(DisclosureSpider):
    name = "pingtan_czj"
    agency_name = "平潭综合实验区财政金融局"
    sources = (Trs("https://www.pingtan.gov.cn/zwgk/zfxxgk/dfbmptlj/ptzhsyqbm/ptzhsyqczj/zfxxgknb/", evidence="report: stored page of Jan 2019; list: its folder"),)
