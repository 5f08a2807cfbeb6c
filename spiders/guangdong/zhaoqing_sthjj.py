"""肇庆市生态环境局: www.zhaoqing.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class ZhaoqingSthjjSpider(DisclosureSpider):
    name = "zhaoqing_sthjj"
    agency_name = "肇庆市生态环境局"
    sources = (Gkmlpt("https://www.zhaoqing.gov.cn/zqhjj/gkmlpt/index", evidence="page: stored code; list: the family's rule"),)
