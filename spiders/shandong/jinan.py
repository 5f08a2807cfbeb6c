"""济南市人民政府: www.jinan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class JinanSpider(DisclosureSpider):
    name = "jinan"
    agency_name = "济南市人民政府"
    sources = (Hanweb("http://www.jinan.gov.cn/col/col55714/index.html", evidence="report: stored page of Jan 2025; list: the family's rule"),)
