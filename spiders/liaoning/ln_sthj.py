"""辽宁省生态环境厅: sthj.ln.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class LnSthjSpider(DisclosureSpider):
    name = "ln_sthj"
    agency_name = "辽宁省生态环境厅"
    sources = (Generic("https://sthj.ln.gov.cn/sthj/zfxxgk/zfxxgknb/", evidence="report: stored page of Jan 2021; list: its folder"),)
