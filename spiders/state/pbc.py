"""中国人民银行: www.pbc.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import EasySite


class PbcSpider(DisclosureSpider):
    name = "pbc"
    agency_name = "中国人民银行"
    sources = (EasySite("https://www.pbc.gov.cn/zhengwugongkai/4081330/4081347/index.html", evidence="list: stored code"),)
