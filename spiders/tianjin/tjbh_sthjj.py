"""天津市滨海新区生态环境局: sthjj.tjbh.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class TjbhSthjjSpider(DisclosureSpider):
    name = "tjbh_sthjj"
    agency_name = "天津市滨海新区生态环境局"
    sources = (Generic("https://sthjj.tjbh.gov.cn/contents/9868/", evidence="report: stored page of Jan 2020; list: its folder"),)
