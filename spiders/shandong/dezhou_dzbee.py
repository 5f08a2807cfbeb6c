"""德州市生态环境局: dzbee.dezhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class DezhouDzbeeSpider(DisclosureSpider):
    name = "dezhou_dzbee"
    agency_name = "德州市生态环境局"
    sources = (Generic("http://dzbee.dezhou.gov.cn/n16731291/n38312410/n38313520/index.html", evidence="report: stored page; list: a folder above"),)
