"""杭州市人民政府: www.hangzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb, Home


class HangzhouSpider(DisclosureSpider):
    name = "hangzhou"
    agency_name = "杭州市人民政府"
    sources = (
        Home("https://www.hangzhou.gov.cn/", evidence="report: stored page of Mar 2018; list: unverified"),
        # The column of the reports on 2017: the city has one a year.
        Hanweb("https://www.hangzhou.gov.cn/col/col1229497170/index.html", evidence="report: stored page of Mar 2018; list: the family's rule"),
    )
