"""陕西省中医药管理局: atcm.shaanxi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ShaanxiAtcmSpider(DisclosureSpider):
    name = "shaanxi_atcm"
    agency_name = "陕西省中医药管理局"
    sources = (Trs("http://atcm.shaanxi.gov.cn/zfxxgk/zfxxgknb/", evidence="list: stored code"),)
