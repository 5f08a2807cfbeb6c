"""广州市番禺区人民政府办公室: www.panyu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class PanyuZfbgsSpider(DisclosureSpider):
    name = "panyu_zfbgs"
    agency_name = "广州市番禺区人民政府办公室"
    sources = (Gkmlpt("http://www.panyu.gov.cn/gkmlpt/index", evidence="report: stored page; list: the family's rule"),)
