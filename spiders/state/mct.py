"""文化和旅游部: zwgk.mct.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class MctSpider(DisclosureSpider):
    name = "mct"
    agency_name = "文化和旅游部"
    sources = (Trs("http://zwgk.mct.gov.cn/gknb/index.html", evidence="list: stored code"),)
