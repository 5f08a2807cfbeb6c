"""厦门市生态环境局: sthjj.xm.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XmSthjjSpider(DisclosureSpider):
    name = "xm_sthjj"
    agency_name = "厦门市生态环境局"
    sources = (Trs("http://sthjj.xm.gov.cn/zwgk/zfxxgk/ndbg/", evidence="report: stored page of Jan 2026; list: its folder"),)
