"""广河县人民政府: ghx.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class GhxSpider(DisclosureSpider):
    name = "ghx"
    agency_name = "广河县人民政府"
    sources = (Jpaas("https://ghx.gov.cn/ghx/zfxxgk/zfxxgknb/index.html", evidence="report: stored page of Feb 2025; list: a folder above"),)
