"""重庆市开州区生态环境局: www.cqkz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqkzSthjjSpider(DisclosureSpider):
    name = "cqkz_sthjj"
    agency_name = "重庆市开州区生态环境局"
    sources = (Trs("http://www.cqkz.gov.cn/kz/fzhggwyh_80906/zwgk_72016/zfxxgknb_72026/", evidence="report: stored page of Jan 2023; list: its folder"),)
