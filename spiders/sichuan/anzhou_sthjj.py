"""绵阳市安州生态环境局: www.anzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Lonsun


class AnzhouSthjjSpider(DisclosureSpider):
    name = "anzhou_sthjj"
    agency_name = "绵阳市安州生态环境局"
    sources = (Lonsun("http://www.anzhou.gov.cn/public/column/16251?type=3&nav=5&sub=2&timeFrame=2022&hasContent=true", evidence="list: stored page of Jan 2023"),)
