"""广西壮族自治区水利厅: slt.gxzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GxzfSltSpider(DisclosureSpider):
    name = "gxzf_slt"
    agency_name = "广西壮族自治区水利厅"
    sources = (Trs("http://slt.gxzf.gov.cn/zfxxgk/xxgkndbg/", evidence="list: stored page"),)
