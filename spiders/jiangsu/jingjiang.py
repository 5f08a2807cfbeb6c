"""靖江市人民政府: www.jingjiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class JingjiangSpider(DisclosureSpider):
    name = "jingjiang"
    agency_name = "靖江市人民政府"
    sources = (Jpaas("https://www.jingjiang.gov.cn/xxgk/zfxxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
