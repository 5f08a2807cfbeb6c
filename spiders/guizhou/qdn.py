"""黔东南苗族侗族自治州人民政府: www.qdn.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QdnSpider(DisclosureSpider):
    name = "qdn"
    agency_name = "黔东南苗族侗族自治州人民政府"
    sources = (Trs("https://www.qdn.gov.cn/zwgk_5871642/zfxxgk_5871649/zfxxgknb_5871697/", evidence="report: stored page of Jan 2025; list: a folder above"),)
