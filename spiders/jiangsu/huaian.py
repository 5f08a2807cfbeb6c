"""淮安市人民政府: www.huaian.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HuaianSpider(DisclosureSpider):
    name = "huaian"
    agency_name = "淮安市人民政府"
    sources = (Generic("http://www.huaian.gov.cn/col/18073_668815/index.html", evidence="list: stored code"),)
