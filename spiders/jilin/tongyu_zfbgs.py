"""通榆县人民政府办公室: xxgk.tongyu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TongyuZfbgsSpider(DisclosureSpider):
    name = "tongyu_zfbgs"
    agency_name = "通榆县人民政府办公室"
    sources = (Trs("http://xxgk.tongyu.gov.cn/zsts/fgw_97992/ndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
