"""邯郸市人民政府: hdzfxxgk.hd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HdHdzfxxgkSpider(DisclosureSpider):
    name = "hd_hdzfxxgk"
    agency_name = "邯郸市人民政府"
    sources = (Trs("http://hdzfxxgk.hd.gov.cn/zfxxgknb/", evidence="list: stored page"),)
