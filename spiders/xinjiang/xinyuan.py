"""新源县人民政府: www.xinyuan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home, Ucap


class XinyuanSpider(DisclosureSpider):
    name = "xinyuan"
    agency_name = "新源县人民政府"
    sources = (
        Home("https://www.xinyuan.gov.cn/", evidence="host: stored code; list: unverified"),
        # By its address the column of the reports on 2024 alone.
        Ucap("https://www.xinyuan.gov.cn/xinyuan/xxgknb2024n/zfxxgk_gknbz.shtml", evidence="list: stored code"),
    )
