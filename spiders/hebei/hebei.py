"""河北省人民政府: www.hebei.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HebeiSpider(DisclosureSpider):
    name = "hebei"
    agency_name = "河北省人民政府"
    sources = (Generic("https://www.hebei.gov.cn/columns/8aef2fa0-cc14-409e-9f68-fbdba00a0c72/index.html", evidence="report: stored page of Mar 2021; list: the family's rule"),)
