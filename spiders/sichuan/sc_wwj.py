"""四川省文物局: wwj.sc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ScWwjSpider(DisclosureSpider):
    name = "sc_wwj"
    agency_name = "四川省文物局"
    sources = (Generic("https://wwj.sc.gov.cn/scwwj/ndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
