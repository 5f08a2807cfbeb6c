"""武汉市汉阳区人民政府办公室: www.hanyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HanyangZfbgsSpider(DisclosureSpider):
    name = "hanyang_zfbgs"
    agency_name = "武汉市汉阳区人民政府办公室"
    sources = (Trs("https://www.hanyang.gov.cn/bmxxgk/zfgzjg/qrmzfbgs/zfxxgkndbg/", evidence="report: stored page of Jan 2023; list: its folder"),)
