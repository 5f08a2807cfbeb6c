"""四平市生态环境局: xxgk.siping.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class SipingSthjjSpider(DisclosureSpider):
    name = "siping_sthjj"
    agency_name = "四平市生态环境局"
    sources = (Trs("http://xxgk.siping.gov.cn/zcbm/fgw_98007/ndbg/", evidence="report: stored page of Jan 2023; list: its folder"),)
