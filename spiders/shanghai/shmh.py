"""上海市闵行区人民政府: zwgk.shmh.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class ShmhSpider(DisclosureSpider):
    name = "shmh"
    agency_name = "上海市闵行区人民政府"
    sources = (Generic("https://zwgk.shmh.gov.cn/mh-xxgk-cms/website/mh_xxgk/gknb_qzfnb/", evidence="report: stored page of Feb 2026; list: its folder"),)
