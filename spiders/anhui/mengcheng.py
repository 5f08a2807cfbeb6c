"""蒙城县人民政府: www.mengcheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Openness


class MengchengSpider(DisclosureSpider):
    name = "mengcheng"
    agency_name = "蒙城县人民政府"
    sources = (Openness("https://www.mengcheng.gov.cn/XxgkContent/showList/180/0/page_1.html", evidence="list: stored page"),)
