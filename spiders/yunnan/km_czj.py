"""昆明市财政局: czj.km.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class KmCzjSpider(DisclosureSpider):
    name = "km_czj"
    agency_name = "昆明市财政局"
    sources = (Trs("https://czj.km.gov.cn/zfxxgk/zfxxgknb/", evidence="list: stored code"),)
