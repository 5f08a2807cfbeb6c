"""武汉市硚口区人民政府: www.qiaokou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QiaokouSpider(DisclosureSpider):
    name = "qiaokou"
    agency_name = "武汉市硚口区人民政府"
    sources = (Trs("https://www.qiaokou.gov.cn/xxgk/zfxxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
