"""自贡市人民政府办公室: www.zg.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic, Home


class ZgZfbgsSpider(DisclosureSpider):
    name = "zg_zfbgs"
    agency_name = "自贡市人民政府办公室"
    sources = (
        Home("http://www.zg.gov.cn/", evidence="report: stored page of Jan 2025; list: unverified"),
        # The reports on 2024 alone, and nothing above them but the portal.
        Generic("http://www.zg.gov.cn/web/guest/2024bgtj/", evidence="report: stored page of Jan 2025; list: its folder"),
    )
