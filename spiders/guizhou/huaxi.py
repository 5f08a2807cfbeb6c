"""贵阳市花溪区人民政府: www.huaxi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HuaxiSpider(DisclosureSpider):
    name = "huaxi"
    agency_name = "贵阳市花溪区人民政府"
    sources = (Trs("https://www.huaxi.gov.cn/zwgkgb/zfxxgk_5804875/zfxxgknb_5804947/", evidence="report: stored page of Jan 2025; list: a folder above"),)
