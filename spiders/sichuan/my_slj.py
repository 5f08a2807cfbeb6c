"""绵阳市水利局: www.my.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Lonsun


class MySljSpider(DisclosureSpider):
    name = "my_slj"
    agency_name = "绵阳市水利局"
    sources = (Lonsun("http://www.my.gov.cn/public/column/551?type=3", evidence="report: stored page of Jan 2023; list: the family's rule"),)
