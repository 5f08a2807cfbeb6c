"""渭南市交通运输局: jtj.weinan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class WeinanJtjSpider(DisclosureSpider):
    name = "weinan_jtj"
    agency_name = "渭南市交通运输局"
    sources = (Generic("http://jtj.weinan.gov.cn/zwxxgk/zfxxgknb/", evidence="report: stored page of Feb 2023; list: its folder"),)
