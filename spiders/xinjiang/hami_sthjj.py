"""哈密市生态环境局: www.hami.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HamiSthjjSpider(DisclosureSpider):
    name = "hami_sthjj"
    agency_name = "哈密市生态环境局"
    sources = (Home("https://www.hami.gov.cn/hami/c124159/202501/6520d2c24046475294ef1250238490df.shtml", evidence="report: stored page of Jan 2025; list: unverified"),)
