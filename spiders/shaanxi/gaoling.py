"""西安市高陵区人民政府: www.gaoling.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class GaolingSpider(DisclosureSpider):
    name = "gaoling"
    agency_name = "西安市高陵区人民政府"
    sources = (Generic("http://www.gaoling.gov.cn/zwgk/zfxxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
