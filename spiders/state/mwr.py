"""水利部: zwgk.mwr.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class MwrSpider(DisclosureSpider):
    name = "mwr"
    agency_name = "水利部"
    sources = (Generic("http://zwgk.mwr.gov.cn/zfxxgkndbg/", evidence="list: stored code"),)
