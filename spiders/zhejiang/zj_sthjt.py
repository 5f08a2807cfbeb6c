"""浙江省生态环境厅: sthjt.zj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class ZjSthjtSpider(DisclosureSpider):
    name = "zj_sthjt"
    agency_name = "浙江省生态环境厅"
    sources = (Hanweb("https://sthjt.zj.gov.cn/col/col1229503334/index.html", evidence="report: stored page of Mar 2015; list: the family's rule"),)
