"""合水县人民政府: www.hsxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HsxzfSpider(DisclosureSpider):
    name = "hsxzf"
    agency_name = "合水县人民政府"
    sources = (Generic("https://www.hsxzf.gov.cn/xxgk/xxgknb/", evidence="report: stored page; list: a folder above"),)
