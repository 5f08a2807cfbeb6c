"""重庆市荣昌区水利局: www.rongchang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class RongchangSljSpider(DisclosureSpider):
    name = "rongchang_slj"
    agency_name = "重庆市荣昌区水利局"
    sources = (
        Trs(
            "http://www.rongchang.gov.cn/bm/qslj/zwgk_70831/zfxxgknb_70842/",
            evidence="report: stored page of Jan 2026; list: its folder",
        ),
    )
