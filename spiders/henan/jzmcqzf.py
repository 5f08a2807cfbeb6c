"""焦作市马村区人民政府: www.jzmcqzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JzmcqzfSpider(DisclosureSpider):
    name = "jzmcqzf"
    agency_name = "焦作市马村区人民政府"
    sources = (Trs("http://www.jzmcqzf.gov.cn/xxgk/xxgknb/", evidence="list: stored code"),)
