"""亳州市人民政府办公室: bozhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class BozhouZfbgsSpider(DisclosureSpider):
    name = "bozhou_zfbgs"
    agency_name = "亳州市人民政府办公室"
    sources = (Home("https://bozhou.gov.cn/", evidence="report: stored page of Jan 2026; list: unverified"),)
