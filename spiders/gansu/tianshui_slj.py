"""天水市水务局: www.tianshui.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Vsb


class TianshuiSljSpider(DisclosureSpider):
    name = "tianshui_slj"
    agency_name = "天水市水务局"
    sources = (Vsb("http://www.tianshui.gov.cn/swj/zfxxgk/zfxxgknb.htm", evidence="report: stored page; list: the family's rule"),)
