"""武汉市民政局: mzj.wuhan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class WuhanMzjSpider(DisclosureSpider):
    name = "wuhan_mzj"
    agency_name = "武汉市民政局"
    sources = (Trs("https://mzj.wuhan.gov.cn/zwgk_918/xxgknb/", evidence="list: stored code"),)
