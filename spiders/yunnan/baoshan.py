"""保山市人民政府: baoshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class BaoshanSpider(DisclosureSpider):
    name = "baoshan"
    agency_name = "保山市人民政府"
    sources = (
        Home("https://baoshan.gov.cn/info/16686/10157324.htm", evidence="report: stored page; list: unverified"),
    )
