"""唐山市生态环境局: sthjj.tangshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class TangshanSthjjSpider(DisclosureSpider):
    name = "tangshan_sthjj"
    agency_name = "唐山市生态环境局"
    sources = (Home("http://sthjj.tangshan.gov.cn/", evidence="host: stored code of Mar 2022; list: unverified"),)
