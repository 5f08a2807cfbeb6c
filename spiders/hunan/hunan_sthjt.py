"""湖南省生态环境厅: sthjt.hunan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HunanSthjtSpider(DisclosureSpider):
    name = "hunan_sthjt"
    agency_name = "湖南省生态环境厅"
    sources = (Trs("http://sthjt.hunan.gov.cn/sthjt/xxgk/zwxxgk/gknb/", evidence="report: stored page of Jan 2025; list: its folder"),)
