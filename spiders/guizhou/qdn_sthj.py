"""黔东南州生态环境局: sthj.qdn.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QdnSthjSpider(DisclosureSpider):
    name = "qdn_sthj"
    agency_name = "黔东南州生态环境局"
    sources = (
        Trs("http://sthj.qdn.gov.cn/xxgk_0/xxgknb_5819689/", evidence="report: stored page of Jan 2021; list: its folder"),
        # The reports on 2022 alone. The folder above is the prefecture's, which the spider qdn reads.
        Trs("http://www.qdn.gov.cn/zwgk_5871642/zfxxgk_5871649/zfxxgknb_5871697/2022n_5932848/", evidence="report: stored page of Jan 2023; list: its folder"),
    )
