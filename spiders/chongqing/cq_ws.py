"""重庆市万盛经济技术开发区生态环境局: ws.cq.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqWsSpider(DisclosureSpider):
    name = "cq_ws"
    agency_name = "重庆市万盛经济技术开发区生态环境局"
    sources = (Trs("http://ws.cq.gov.cn/bm/hbj/zwgk_70287/zfxxgknb_70297/", evidence="list: stored page of Jan 2026"),)
