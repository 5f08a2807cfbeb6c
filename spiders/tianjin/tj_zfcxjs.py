"""天津市住房和城乡建设委员会: zfcxjs.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjZfcxjsSpider(DisclosureSpider):
    name = "tj_zfcxjs"
    agency_name = "天津市住房和城乡建设委员会"
    sources = (Trs("https://zfcxjs.tj.gov.cn/xxgk_70/xzfxxgk/xzfxxgknb/", evidence="report: stored page of Jan 2025; list: its folder"),)
