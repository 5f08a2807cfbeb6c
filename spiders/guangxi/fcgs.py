"""防城港市人民政府: www.fcgs.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class FcgsSpider(DisclosureSpider):
    name = "fcgs"
    agency_name = "防城港市人民政府"
    sources = (Trs("http://www.fcgs.gov.cn/zfxxgk/zfxxgkndbg/", evidence="report: stored page; list: a folder above"),)
