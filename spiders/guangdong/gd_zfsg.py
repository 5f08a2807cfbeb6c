"""广东省政务服务和数据管理局: zfsg.gd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class GdZfsgSpider(DisclosureSpider):
    name = "gd_zfsg"
    agency_name = "广东省政务服务和数据管理局"
    sources = (Nfcms("http://zfsg.gd.gov.cn/zwgk/xxgklc/", evidence="report: stored page of Jan 2025; list: its folder"),)
