"""广西壮族自治区北部湾经济区规划建设管理办公室: bbwb.gxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GxzfBbwbSpider(DisclosureSpider):
    name = "gxzf_bbwb"
    agency_name = "广西壮族自治区北部湾经济区规划建设管理办公室"
    sources = (
        Trs("http://bbwb.gxzf.gov.cn/zwgk/H1_/N1_/", evidence="report: stored page of Jan 2023; list: its folder"),
    )
