"""深圳市生态环境局: meeb.sz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class SzMeebSpider(DisclosureSpider):
    name = "sz_meeb"
    agency_name = "深圳市生态环境局"
    sources = (Nfcms("https://meeb.sz.gov.cn/xxgk/qt/ndxxgkbg/", evidence="report: stored page; list: its folder"),)
