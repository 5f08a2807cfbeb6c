"""北京市东城区人民政府: www.bjdch.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class BjdchSpider(DisclosureSpider):
    name = "bjdch"
    agency_name = "北京市东城区人民政府"
    sources = (Trs("https://www.bjdch.gov.cn/zfxxgkzl/zfxxgknb/", evidence="report: stored page of Mar 2025; list: a folder above"),)
