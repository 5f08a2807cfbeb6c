"""济源市生态环境局: hbj.jiyuan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JiyuanHbjSpider(DisclosureSpider):
    name = "jiyuan_hbj"
    agency_name = "济源市生态环境局"
    sources = (Trs("https://hbj.jiyuan.gov.cn/14196/17090/", evidence="report: stored page of Feb 2018; list: its folder"),)
