"""银川市西夏区人民政府办公室: www.ycxixia.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class YcxixiaZfbgsSpider(DisclosureSpider):
    name = "ycxixia_zfbgs"
    agency_name = "银川市西夏区人民政府办公室"
    sources = (
        Trs(
            "http://www.ycxixia.gov.cn/zwgk/bmxxgkmn/xxqzfbgs/xxgknb/",
            evidence="report: stored page of Jan 2025; list: its folder",
        ),
    )
