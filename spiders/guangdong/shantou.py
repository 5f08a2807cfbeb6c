"""汕头市政务服务和数据管理局: www.shantou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class ShantouSpider(DisclosureSpider):
    name = "shantou"
    agency_name = "汕头市政务服务和数据管理局"
    sources = (Nfcms("https://www.shantou.gov.cn/stszwfwsjglj/zwgk/zfxxgkgzndbg/", evidence="report: stored page of Jan 2025; list: its folder"),)
