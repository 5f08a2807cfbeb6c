"""广西壮族自治区生态环境厅: sthjt.gxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GxzfSthjtSpider(DisclosureSpider):
    name = "gxzf_sthjt"
    agency_name = "广西壮族自治区生态环境厅"
    sources = (Trs("http://sthjt.gxzf.gov.cn/zfxxgk/zfxxgkgl/xxgkbk/", evidence="report: stored page of Jan 2017; list: its folder"),)
