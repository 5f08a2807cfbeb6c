"""青岛市人民政府: www.qingdao.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QingdaoSpider(DisclosureSpider):
    name = "qingdao"
    agency_name = "青岛市人民政府"
    sources = (Trs("http://www.qingdao.gov.cn/zwgk/szfgk/gknb/", evidence="report: stored page of Mar 2025; list: a folder above"),)
