"""黄石市人民政府: huangshi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HuangshiSpider(DisclosureSpider):
    name = "huangshi"
    agency_name = "黄石市人民政府"
    sources = (Trs("https://huangshi.gov.cn/xxxgk/gknb/", evidence="report: stored page of Mar 2026; list: a folder above"),)
