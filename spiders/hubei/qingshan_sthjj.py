"""武汉市生态环境局青山区分局: www.qingshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QingshanSthjjSpider(DisclosureSpider):
    name = "qingshan_sthjj"
    agency_name = "武汉市生态环境局青山区分局"
    sources = (Trs("https://www.qingshan.gov.cn/qzfbm/szzqdw/hbj/zfxxgkgzndbg/", evidence="report: stored page of Jan 2024; list: its folder"),)
