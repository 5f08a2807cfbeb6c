"""沈阳市生态环境局: www.shenyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ShenyangSthjjSpider(DisclosureSpider):
    name = "shenyang_sthjj"
    agency_name = "沈阳市生态环境局"
    # The reports on 2022 alone. The folder above is the city's, which the spider shenyang reads.
    sources = (Trs("https://www.shenyang.gov.cn/zwgk/zfxxgkndgzbg/2022nb/bmnb80580/", evidence="report: stored page of Jan 2023; list: its folder"),)
