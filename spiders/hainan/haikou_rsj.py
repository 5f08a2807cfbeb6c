"""海口市人力资源和社会保障局: rsj.haikou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Ucap


class HaikouRsjSpider(DisclosureSpider):
    name = "haikou_rsj"
    agency_name = "海口市人力资源和社会保障局"
    sources = (Ucap("https://rsj.haikou.gov.cn/xxgk/xxgknb/", evidence="list: stored code"),)
