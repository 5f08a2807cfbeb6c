"""海口市水务局: swj.haikou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HaikouSwjSpider(DisclosureSpider):
    name = "haikou_swj"
    agency_name = "海口市水务局"
    sources = (
        Home(
            "https://swj.haikou.gov.cn/hksswj/zfxxgknb/201502/a4ce4c3dfa0c49f8813fccbf99ea53cd.shtml",
            evidence="report: stored page of Feb 2015; list: unverified",
        ),
    )
