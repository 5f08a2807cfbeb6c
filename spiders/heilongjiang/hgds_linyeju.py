"""鹤岗市林业和草原局: www.hgds.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HgdsLinyejuSpider(DisclosureSpider):
    name = "hgds_linyeju"
    agency_name = "鹤岗市林业和草原局"
    # The portal's column for the reports of departments that have no site of their own.
    sources = (Generic("https://www.hgds.gov.cn/hegang/wszbmgkndbb/", evidence="report: stored page of Jan 2026; list: its folder"),)
