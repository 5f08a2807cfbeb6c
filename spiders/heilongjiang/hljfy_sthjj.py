"""抚远市生态环境局: hljfy.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HljfySthjjSpider(DisclosureSpider):
    name = "hljfy_sthjj"
    agency_name = "抚远市生态环境局"
    sources = (Generic("http://hljfy.gov.cn/govinfo/contents/1287/", evidence="report: stored page; list: its folder"),)
