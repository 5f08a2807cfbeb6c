"""平凉市交通运输局: jtj.pingliang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class PingliangJtjSpider(DisclosureSpider):
    name = "pingliang_jtj"
    agency_name = "平凉市交通运输局"
    sources = (Jpaas("http://jtj.pingliang.gov.cn/zfxxgk/zfxxgknb/", evidence="list: stored page"),)
