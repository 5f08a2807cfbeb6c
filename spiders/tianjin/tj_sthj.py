"""天津市生态环境局: sthj.tj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class TjSthjSpider(DisclosureSpider):
    name = "tj_sthj"
    agency_name = "天津市生态环境局"
    sources = (Trs("http://sthj.tj.gov.cn/ZWGK4828/ZFXXGK8438/ZFXXGKNB6435/", evidence="report: stored page of Mar 2019; list: its folder"),)
