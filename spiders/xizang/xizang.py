"""西藏自治区人民政府: www.xizang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XizangSpider(DisclosureSpider):
    name = "xizang"
    agency_name = "西藏自治区人民政府"
    sources = (Trs("http://www.xizang.gov.cn/zwgk/xxgk_424/xxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
