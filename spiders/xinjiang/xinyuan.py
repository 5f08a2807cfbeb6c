"""新源县人民政府: www.xinyuan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class XinyuanSpider(DisclosureSpider):
    name = "xinyuan"
    agency_name = "新源县人民政府"
    sources = (Ucap("https://www.xinyuan.gov.cn/xinyuan/xxgknb2024n/zfxxgk_gknbz.shtml", evidence="list: stored code"),)
