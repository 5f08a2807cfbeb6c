"""南昌市生态环境局: sthjj.nc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class NcSthjjSpider(DisclosureSpider):
    name = "nc_sthjj"
    agency_name = "南昌市生态环境局"
    sources = (Home("http://sthjj.nc.gov.cn/ncgbj/xxgknb/201901/ba7e8bd0e83c454883ee684f0d1aef8f.shtml", evidence="report: stored page of Jan 2019; list: unverified"),)
