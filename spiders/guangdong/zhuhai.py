"""珠海市人民政府: www.zhuhai.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class ZhuhaiSpider(DisclosureSpider):
    name = "zhuhai"
    agency_name = "珠海市人民政府"
    sources = (Gkmlpt("http://www.zhuhai.gov.cn/gkmlpt/index", evidence="page: stored code; list: the family's rule"),)
