"""滁州市生态环境局: sthjj.chuzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Lonsun


class ChuzhouSthjjSpider(DisclosureSpider):
    name = "chuzhou_sthjj"
    agency_name = "滁州市生态环境局"
    sources = (Lonsun("https://sthjj.chuzhou.gov.cn/public/column/2681525?type=3", evidence="report: stored page of Jan 2020; list: the family's rule"),)
