"""麦盖提县人民政府: www.mgt.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class MgtSpider(DisclosureSpider):
    name = "mgt"
    agency_name = "麦盖提县人民政府"
    sources = (Home("http://www.mgt.gov.cn/mgtx/c107803/202601/54bdfefdaa964944adf8fb458404c5dc.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
