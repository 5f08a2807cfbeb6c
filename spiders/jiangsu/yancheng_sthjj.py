"""盐城市生态环境局: wap.yancheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb, Home


class YanchengSthjjSpider(DisclosureSpider):
    name = "yancheng_sthjj"
    agency_name = "盐城市生态环境局"
    sources = (
        # The address that the bureau's own report gives for its site.
        Home("http://www.yancheng.gov.cn/col/col12894/index.html", evidence="report: stored page of Jan 2023; list: unverified"),
        # The city's column for its departments' reports: that of the water bureau was seen there too.
        Hanweb("http://wap.yancheng.gov.cn/col/col33704/index.html", evidence="report: stored page of Jan 2023; list: the family's rule"),
    )
