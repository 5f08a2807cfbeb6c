"""温州市人民政府: www.wenzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb, Home


class WenzhouSpider(DisclosureSpider):
    name = "wenzhou"
    agency_name = "温州市人民政府"
    sources = (
        Home("http://www.wenzhou.gov.cn/", evidence="report: stored page of Mar 2024; list: unverified"),
        # The column of the reports on 2023: the city has one a year.
        Hanweb("http://www.wenzhou.gov.cn/col/col1229781587/index.html", evidence="report: stored page of Mar 2024; list: the family's rule"),
    )
