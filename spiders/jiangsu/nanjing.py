"""南京市人民政府: www.nanjing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class NanjingSpider(DisclosureSpider):
    name = "nanjing"
    agency_name = "南京市人民政府"
    sources = (Trs("https://www.nanjing.gov.cn/zzb/zfxxgk/zfxxgknb/", evidence="report: stored page of Jan 2025; list: a folder above"),)
