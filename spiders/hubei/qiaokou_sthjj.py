"""武汉市生态环境局硚口区分局: www.qiaokou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QiaokouSthjjSpider(DisclosureSpider):
    name = "qiaokou_sthjj"
    agency_name = "武汉市生态环境局硚口区分局"
    sources = (Trs("https://www.qiaokou.gov.cn/xxgk/zfxxgknb/bmjdhz/ssfzjg/qhbj/", evidence="report: stored page of Jan 2026; list: its folder"),)
