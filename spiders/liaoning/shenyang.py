"""沈阳市人民政府: www.shenyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ShenyangSpider(DisclosureSpider):
    name = "shenyang"
    agency_name = "沈阳市人民政府"
    sources = (Trs("https://www.shenyang.gov.cn/zwgk/zfxxgkndgzbg/", evidence="report: stored page of Jan 2026; list: a folder above"),)
