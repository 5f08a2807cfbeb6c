"""重庆市北碚区人民政府: www.beibei.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BeibeiSpider(DisclosureSpider):
    name = "beibei"
    agency_name = "重庆市北碚区人民政府"
    sources = (Trs("https://www.beibei.gov.cn/zwgk_239/zfxxgknb/bbq_gknb/", evidence="report: stored page of Feb 2026; list: its folder"),)
