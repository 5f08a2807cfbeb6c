"""西安市生态环境局未央分局: www.weiyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class WeiyangSthjjSpider(DisclosureSpider):
    name = "weiyang_sthjj"
    agency_name = "西安市生态环境局未央分局"
    sources = (Generic("http://www.weiyang.gov.cn/zwgk/zfjg/czjg/sthjwyfj/xxgknb/", evidence="report: stored page of Jan 2022; list: its folder"),)
