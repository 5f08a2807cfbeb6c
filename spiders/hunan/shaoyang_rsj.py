"""邵阳市人力资源和社会保障局: rsj.shaoyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class ShaoyangRsjSpider(DisclosureSpider):
    name = "shaoyang_rsj"
    agency_name = "邵阳市人力资源和社会保障局"
    sources = (Ucap("https://rsj.shaoyang.gov.cn/syrsj/gknb/rlist.shtml", evidence="list: stored code"),)
