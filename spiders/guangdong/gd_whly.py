"""广东省文化和旅游厅: whly.gd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class GdWhlySpider(DisclosureSpider):
    name = "gd_whly"
    agency_name = "广东省文化和旅游厅"
    sources = (Gkmlpt("http://whly.gd.gov.cn/gkmlpt/annualreport", evidence="list: stored code"),)
