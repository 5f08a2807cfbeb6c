"""六安市审计局: sjj.luan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Lonsun


class LuanSjjSpider(DisclosureSpider):
    name = "luan_sjj"
    agency_name = "六安市审计局"
    sources = (Lonsun("https://sjj.luan.gov.cn/public/column/6608381?action=detail&nav=3&type=3", evidence="list: stored page"),)
