"""南京市江宁区人民政府: www.jiangning.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class JiangningSpider(DisclosureSpider):
    name = "jiangning"
    agency_name = "南京市江宁区人民政府"
    sources = (Trs("http://www.jiangning.gov.cn/jnqrmzf/xxgkzl/zfxxgkndbg/", evidence="report: stored page of Feb 2025; list: its folder"),)
