"""云浮市生态环境局: www.yunfu.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Gkmlpt


class YunfuSthjjSpider(DisclosureSpider):
    name = "yunfu_sthjj"
    agency_name = "云浮市生态环境局"
    sources = (Gkmlpt("https://www.yunfu.gov.cn/yfsthjj/gkmlpt/index", evidence="page: stored code of Mar 2024; list: the family's rule"),)
