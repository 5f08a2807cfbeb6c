"""鄂尔多斯市生态环境局: sthjj.ordos.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class OrdosSthjjSpider(DisclosureSpider):
    name = "ordos_sthjj"
    agency_name = "鄂尔多斯市生态环境局"
    sources = (Trs("http://sthjj.ordos.gov.cn/zwgk_6551/zwxxgk/xxgkbg/", evidence="report: stored page of Jan 2021; list: its folder"), Trs("http://www.ordos.gov.cn/gk_128120/zfxxgkzl/zfxxgknb/szbmxxgknb/shbj/", evidence="report: stored page of Jan 2020; list: its folder"))
