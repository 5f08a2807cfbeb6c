"""襄阳市襄城区人民政府: www.xyxcq.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class XyxcqSpider(DisclosureSpider):
    name = "xyxcq"
    agency_name = "襄阳市襄城区人民政府"
    sources = (Trs("http://www.xyxcq.gov.cn/zwgk/xxgknb/", evidence="report: stored page of Jan 2024; list: a folder above"),)
