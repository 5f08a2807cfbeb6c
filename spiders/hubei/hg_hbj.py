"""黄冈市生态环境局: hbj.hg.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class HgHbjSpider(DisclosureSpider):
    name = "hg_hbj"
    agency_name = "黄冈市生态环境局"
    # A public program asks the host for another system's lists: it may have left this one.
    sources = (Hanweb("http://hbj.hg.gov.cn/col/col12301/index.html", evidence="report: stored page of Jan 2022; list: the family's rule"),)
