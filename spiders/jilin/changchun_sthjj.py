"""长春市生态环境局: js.changchun.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ChangchunSthjjSpider(DisclosureSpider):
    name = "changchun_sthjj"
    agency_name = "长春市生态环境局"
    sources = (Trs("http://js.changchun.gov.cn/zcbm/shjbhj/xxgkndbg/", evidence="report: stored page of Mar 2019; list: its folder"),)
