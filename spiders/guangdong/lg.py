"""深圳市龙岗区人民政府: www.lg.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class LgSpider(DisclosureSpider):
    name = "lg"
    agency_name = "深圳市龙岗区人民政府"
    sources = (Nfcms("https://www.lg.gov.cn/xxgk/xxgknb/", evidence="report: stored page; list: a folder above"),)
