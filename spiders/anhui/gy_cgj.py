"""涡阳县城市管理局: www.gy.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Openness


class GyCgjSpider(DisclosureSpider):
    name = "gy_cgj"
    agency_name = "涡阳县城市管理局"
    sources = (Openness("https://www.gy.gov.cn/XxgkContent/showList/790/0/page_1.html", evidence="list: stored page"),)
