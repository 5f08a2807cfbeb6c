"""衢州市生态环境局: www.qz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb, Home


class QzSthjjSpider(DisclosureSpider):
    name = "qz_sthjj"
    agency_name = "衢州市生态环境局"
    sources = (
        Home("https://www.qz.gov.cn/art/2019/3/4/art_1229039430_217856.html", evidence="report: stored page of Mar 2019; list: unverified"),
        # The column of the portal for its departments' reports on 2018.
        Hanweb("https://www.qz.gov.cn/col/col1229039430/index.html", evidence="report: stored page of Mar 2019; list: the family's rule"),
    )
