"""重庆市渝中区人民政府办公室: www.cqyz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqyzZfbgsSpider(DisclosureSpider):
    name = "cqyz_zfbgs"
    agency_name = "重庆市渝中区人民政府办公室"
    sources = (
        Trs(
            "https://www.cqyz.gov.cn/zwgk_229/zfxxgknan_ew/2020_504392/qzfbgs/",
            evidence="report: stored page of Jan 2026; list: its folder",
        ),
    )
