"""南昌市生态环境局: sthjj.nc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class NcSthjjSpider(DisclosureSpider):
    name = "nc_sthjj"
    agency_name = "南昌市生态环境局"
    # Lists of the city's other sites are called xxgk_list.shtml.
    sources = (Ucap("http://sthjj.nc.gov.cn/ncgbj/xxgknb/xxgk_list.shtml", evidence="report: stored page of Jan 2019; list: the family's rule"),)
