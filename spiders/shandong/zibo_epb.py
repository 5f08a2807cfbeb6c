"""淄博市生态环境局: epb.zibo.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class ZiboEpbSpider(DisclosureSpider):
    name = "zibo_epb"
    agency_name = "淄博市生态环境局"
    sources = (Hanweb("https://epb.zibo.gov.cn/col/col19985/index.html", evidence="list: stored page"),)
