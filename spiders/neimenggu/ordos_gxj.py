"""鄂尔多斯市工业和信息化局: gxj.ordos.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class OrdosGxjSpider(DisclosureSpider):
    name = "ordos_gxj"
    agency_name = "鄂尔多斯市工业和信息化局"
    sources = (Trs("http://gxj.ordos.gov.cn/xxgk_126422/xxgknb_126426/", evidence="list: stored page of Jan 2023"),)
