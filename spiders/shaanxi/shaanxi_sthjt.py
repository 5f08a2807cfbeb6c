"""陕西省生态环境厅: sthjt.shaanxi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ShaanxiSthjtSpider(DisclosureSpider):
    name = "shaanxi_sthjt"
    agency_name = "陕西省生态环境厅"
    sources = (Trs("https://sthjt.shaanxi.gov.cn/xxgk/gknb/", evidence="report: stored page of Jan 2022; list: its folder"),)
