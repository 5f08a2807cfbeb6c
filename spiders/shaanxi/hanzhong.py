"""汉中市人民政府: www.hanzhong.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class HanzhongSpider(DisclosureSpider):
    name = "hanzhong"
    agency_name = "汉中市人民政府"
    sources = (Home("http://www.hanzhong.gov.cn/hzszf/nbsz2025/202601/5ab75f6adcd040b9a2de01cf923e6e6e.shtml", evidence="report: stored page of Jan 2026; list: unverified"),)
