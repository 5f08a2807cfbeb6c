"""惠州市人民政府: www.huizhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class HuizhouSpider(DisclosureSpider):
    name = "huizhou"
    agency_name = "惠州市人民政府"
    sources = (Gkmlpt("http://www.huizhou.gov.cn/gkmlpt/index", evidence="page: stored code; list: the family's rule"),)
