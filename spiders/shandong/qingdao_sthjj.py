"""青岛市生态环境局: www.qingdao.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QingdaoSthjjSpider(DisclosureSpider):
    name = "qingdao_sthjj"
    agency_name = "青岛市生态环境局"
    sources = (Trs("http://www.qingdao.gov.cn/zwgk/xxgk/sthj/gzbg/", evidence="report: stored page of Jan 2025; list: its folder"),)
