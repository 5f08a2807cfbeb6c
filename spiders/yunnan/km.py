"""昆明市人民政府: www.km.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class KmSpider(DisclosureSpider):
    name = "km"
    agency_name = "昆明市人民政府"
    sources = (Trs("https://www.km.gov.cn/zfxxgk/zfxxgknb/", evidence="list: stored page"),)
