"""襄阳市人民政府: www.xiangyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XiangyangSpider(DisclosureSpider):
    name = "xiangyang"
    agency_name = "襄阳市人民政府"
    sources = (Trs("http://www.xiangyang.gov.cn/szf/zfxxgk/zfxxgknb/", evidence="report: stored page of Jan 2025; list: a folder above"),)
