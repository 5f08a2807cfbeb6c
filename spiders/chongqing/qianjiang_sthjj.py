"""重庆市黔江区生态环境局: www.qianjiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QianjiangSthjjSpider(DisclosureSpider):
    name = "qianjiang_sthjj"
    agency_name = "重庆市黔江区生态环境局"
    sources = (Trs("https://www.qianjiang.gov.cn/bmjd/xzfgzbm/qsthjj_49066/zwgk_49068/zfxxgknb_49080/", evidence="report: stored page of Jan 2022; list: its folder"),)
