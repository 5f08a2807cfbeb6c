"""昆明市人力资源和社会保障局: rsj.km.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class KmRsjSpider(DisclosureSpider):
    name = "km_rsj"
    agency_name = "昆明市人力资源和社会保障局"
    sources = (Trs("https://rsj.km.gov.cn/zfxxgk/zfxxgknb/", evidence="list: stored code"),)
