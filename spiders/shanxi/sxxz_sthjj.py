"""忻州市生态环境局: sthjj.sxxz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class SxxzSthjjSpider(DisclosureSpider):
    name = "sxxz_sthjj"
    agency_name = "忻州市生态环境局"
    sources = (Trs("https://sthjj.sxxz.gov.cn/xxgk/xxgknb/", evidence="report: stored page of Feb 2021; list: its folder"), Trs("https://zwgk.sxxz.gov.cn/xzsrmzf/xxgknb/", evidence="report: stored page of Jan 2024; list: a folder above"))
