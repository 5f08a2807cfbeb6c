"""石家庄市长安区人民政府: sjzca.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class SjzcaSpider(DisclosureSpider):
    name = "sjzca"
    agency_name = "石家庄市长安区人民政府"
    sources = (Generic("http://sjzca.gov.cn/columns/4e79efc8-46b0-4f94-b887-9efb8b710537/index.html", evidence="report: stored page of Feb 2025; list: the family's rule"),)
