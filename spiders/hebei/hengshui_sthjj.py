"""衡水 (Hebei): the ecology bureau's reports are split between the city's platform and its own site."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import EasySite, Generic


class HengshuiSthjjSpider(DisclosureSpider):
    name = "hengshui_sthjj"
    agency_name = "衡水市生态环境局"
    sources = (
        # The catalogue of the whole platform, by what public programs ask for: the bureau's reports have a column in it.
        EasySite("http://xxgk.hengshui.gov.cn/eportal/ui?pageId=2668536", evidence="report: stored page of Jan 2021; list: unverified", max_pages=1200),
        Generic("http://sthjj.hengshui.gov.cn/pubgov1_20/", evidence="report: stored page of Jan 2020; list: its folder"),
    )
