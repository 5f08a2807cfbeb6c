"""徐州市生态环境局: sthj.xz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XzSthjSpider(DisclosureSpider):
    name = "xz_sthj"
    agency_name = "徐州市生态环境局"
    sources = (Home("http://sthj.xz.gov.cn/", evidence="host: stored code; list: unverified"),)
