"""北京市重大项目建设指挥部办公室: zdb.beijing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BeijingZdbSpider(DisclosureSpider):
    name = "beijing_zdb"
    agency_name = "北京市重大项目建设指挥部办公室"
    sources = (
        Trs(
            "https://zdb.beijing.gov.cn/zfxxgk/zfxxgkzl/nb/",
            evidence="report: stored page of Jan 2026; list: its folder",
        ),
    )
