"""退役军人事务部: www.mva.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class MvaSpider(DisclosureSpider):
    name = "mva"
    agency_name = "退役军人事务部"
    sources = (Trs("https://www.mva.gov.cn/gongkai/zfxxgkpt/zfxxgknb/index.html", evidence="list: stored code"),)
