"""蒙城县工业和信息化局: www.mengcheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Openness


class MengchengGxjSpider(DisclosureSpider):
    name = "mengcheng_gxj"
    agency_name = "蒙城县工业和信息化局"
    sources = (Openness("https://www.mengcheng.gov.cn/XxgkContent/showList/182/0/page_1.html", evidence="list: stored page"),)
