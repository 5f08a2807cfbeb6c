"""兴安盟生态环境局: sthjj.xam.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XamSthjjSpider(DisclosureSpider):
    name = "xam_sthjj"
    agency_name = "兴安盟生态环境局"
    sources = (Home("http://sthjj.xam.gov.cn/", evidence="report: stored page of Jan 2023; list: unverified"),)
