"""六盘水市生态环境局: sthj.gzlps.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class GzlpsSthjSpider(DisclosureSpider):
    name = "gzlps_sthj"
    agency_name = "六盘水市生态环境局"
    sources = (Trs("http://sthj.gzlps.gov.cn/bmxxgk/zfxxgk/zfxxgknb/", evidence="report: stored page; list: a folder above"),)
