"""甘南藏族自治州人力资源和社会保障局: rsj.gnzrmzf.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Vsb


class GnzrmzfRsjSpider(DisclosureSpider):
    name = "gnzrmzf_rsj"
    agency_name = "甘南藏族自治州人力资源和社会保障局"
    sources = (Vsb("http://rsj.gnzrmzf.gov.cn/zfxxgk1/zfxxgknb.htm", evidence="list: stored code"),)
