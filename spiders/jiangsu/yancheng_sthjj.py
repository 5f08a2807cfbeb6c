"""盐城市生态环境局: wap.yancheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class YanchengSthjjSpider(DisclosureSpider):
    name = "yancheng_sthjj"
    agency_name = "盐城市生态环境局"
    sources = (Hanweb("http://wap.yancheng.gov.cn/col/col33704/index.html", evidence="report: stored page of Jan 2023; list: the family's rule"),)
