"""河北省工业和信息化厅: gxt.hebei.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class HebeiGxtSpider(DisclosureSpider):
    name = "hebei_gxt"
    agency_name = "河北省工业和信息化厅"
    sources = (Trs("http://gxt.hebei.gov.cn/hbgyhxxht/zfxxgk/zfxxgknb/index.html", evidence="list: stored code"),)
