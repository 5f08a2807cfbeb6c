"""银川市生态环境局: www.yinchuan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class YinchuanSthjjSpider(DisclosureSpider):
    name = "yinchuan_sthjj"
    agency_name = "银川市生态环境局"
    sources = (Trs("http://www.yinchuan.gov.cn/xxgk/bmxxgkml/shbj_2176/xxgknb_2178/", evidence="report: stored page of Jan 2022; list: its folder"),)
