"""乌鲁木齐市达坂城区人民政府: www.dabancheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class DabanchengSpider(DisclosureSpider):
    name = "dabancheng"
    agency_name = "乌鲁木齐市达坂城区人民政府"
    sources = (Home("https://www.dabancheng.gov.cn/dbcq/c127212/202602/2155fc2e74f249d395ea7333fefbac99.shtml", evidence="report: stored page of Feb 2026; list: unverified"),)
