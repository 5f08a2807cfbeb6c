"""衡阳市生态环境局: www.hengyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HengyangSthjjSpider(DisclosureSpider):
    name = "hengyang_sthjj"
    agency_name = "衡阳市生态环境局"
    # The portal's column on the environment, with reports among other things; no site of the bureau's own is known.
    sources = (Generic("https://www.hengyang.gov.cn/xxgk/zdlyxxgk/zdmsxx/hjbh/", evidence="report: stored page of Jan 2026; list: its folder"),)
