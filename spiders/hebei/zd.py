"""正定县人民政府: zd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ZdSpider(DisclosureSpider):
    name = "zd"
    agency_name = "正定县人民政府"
    sources = (Generic("http://zd.gov.cn/columns/46a69ba8-6983-4991-a5f0-2bb20825f779/index.html", evidence="report: stored page of Feb 2025; list: the family's rule"),)
