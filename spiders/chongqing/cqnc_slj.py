"""重庆市南川区水利局: www.cqnc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqncSljSpider(DisclosureSpider):
    name = "cqnc_slj"
    agency_name = "重庆市南川区水利局"
    sources = (Trs("http://www.cqnc.gov.cn/qzfbm_197/slj/zwgk_53880/zfxxgknb_53890/", evidence="report: stored page of Jan 2026; list: its folder"),)
