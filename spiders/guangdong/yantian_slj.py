"""深圳市盐田区水务局: www.yantian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class YantianSljSpider(DisclosureSpider):
    name = "yantian_slj"
    agency_name = "深圳市盐田区水务局"
    sources = (Gkmlpt("https://www.yantian.gov.cn/ytnlswj/gkmlpt/index", evidence="report: stored page; list: the family's rule"),)
