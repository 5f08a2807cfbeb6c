"""新疆维吾尔自治区生态环境厅: sthjt.xinjiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class XinjiangSthjtSpider(DisclosureSpider):
    name = "xinjiang_sthjt"
    agency_name = "新疆维吾尔自治区生态环境厅"
    sources = (Home("https://sthjt.xinjiang.gov.cn/xjepd/gbsxxgkgzndbg/202401/0019ee88c98e4d268f4577bfc712b499.shtml", evidence="report: stored page of Jan 2024; list: unverified"),)
