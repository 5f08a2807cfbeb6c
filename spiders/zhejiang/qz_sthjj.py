"""衢州市生态环境局: www.qz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class QzSthjjSpider(DisclosureSpider):
    name = "qz_sthjj"
    agency_name = "衢州市生态环境局"
    sources = (Hanweb("https://www.qz.gov.cn/col/col1229039430/index.html", evidence="report: stored page of Mar 2019; list: the family's rule"),)
