"""德州市生态环境局: dzbee.dezhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class DezhouDzbeeSpider(DisclosureSpider):
    name = "dezhou_dzbee"
    agency_name = "德州市生态环境局"
    sources = (Home("http://dzbee.dezhou.gov.cn/n16731291/n38312410/n38313520/c79186709/content.html", evidence="report: stored page; list: unverified"),)
