"""上海市生态环境局: sthj.sh.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ShSthjSpider(DisclosureSpider):
    name = "sh_sthj"
    agency_name = "上海市生态环境局"
    sources = (Generic("https://sthj.sh.gov.cn/hbzhywpt1175/hbzhywpt1178/", evidence="report: stored page of Jan 2021; list: its folder"),)
