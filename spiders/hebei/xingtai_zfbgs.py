"""邢台市人民政府办公室: info.xingtai.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XingtaiZfbgsSpider(DisclosureSpider):
    name = "xingtai_zfbgs"
    agency_name = "邢台市人民政府办公室"
    sources = (Home("http://info.xingtai.gov.cn/", evidence="report: stored page of Jan 2026; list: unverified"),)
