"""临沂市生态环境局: hbj.linyi.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class LinyiHbjSpider(DisclosureSpider):
    name = "linyi_hbj"
    agency_name = "临沂市生态环境局"
    sources = (Home("http://hbj.linyi.gov.cn/", evidence="report: stored page of Jan 2022; list: unverified"),)
