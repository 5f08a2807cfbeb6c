"""临夏回族自治州人民政府: linxia.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class LinxiaSpider(DisclosureSpider):
    name = "linxia"
    agency_name = "临夏回族自治州人民政府"
    sources = (Jpaas("https://linxia.gov.cn/lxz/zwgk/zfxxgknb/index.html", evidence="report: stored page; list: a folder above"),)
