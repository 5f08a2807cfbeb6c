"""重庆市巴南区人民政府办公室: www.cqbn.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqbnZfbgsSpider(DisclosureSpider):
    name = "cqbn_zfbgs"
    agency_name = "重庆市巴南区人民政府办公室"
    sources = (Trs("http://www.cqbn.gov.cn/zwgk_252/zfxxgknb/qzfbm/zfbgs/", evidence="report: stored page of Jan 2026; list: its folder"),)
