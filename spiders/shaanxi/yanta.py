"""西安市雁塔区人民政府: www.yanta.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class YantaSpider(DisclosureSpider):
    name = "yanta"
    agency_name = "西安市雁塔区人民政府"
    sources = (Generic("http://www.yanta.gov.cn/xxgk/qzfxxgkml/zfxxgknb/", evidence="report: stored page of Jan 2021; list: a folder above"),)
