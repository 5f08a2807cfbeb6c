"""白银市平川区发展和改革局: www.bypc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class BypcFgwSpider(DisclosureSpider):
    name = "bypc_fgw"
    agency_name = "白银市平川区发展和改革局"
    sources = (Jpaas("https://www.bypc.gov.cn/zfxxgk/bmdwxzjd/bmdw/qfgj/xxgknb/", evidence="report: stored page of Jan 2026; list: a folder above"),)
