"""海南藏族自治州人民政府: www.hainanzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HainanzhouSpider(DisclosureSpider):
    name = "hainanzhou"
    agency_name = "海南藏族自治州人民政府"
    sources = (Generic("https://www.hainanzhou.gov.cn/zwgk/zfxxgknb/", evidence="report: stored page of Mar 2023; list: a folder above"),)
