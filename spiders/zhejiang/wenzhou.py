"""温州市人民政府: www.wenzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class WenzhouSpider(DisclosureSpider):
    name = "wenzhou"
    agency_name = "温州市人民政府"
    sources = (Hanweb("http://www.wenzhou.gov.cn/col/col1229781587/index.html", evidence="report: stored page of Mar 2024; list: the family's rule"),)
