"""衡水 (Hebei): the ecology bureau's reports are split between the city's platform and its own site."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import EasySite, Generic


class HengshuiSthjjSpider(DisclosureSpider):
    name = "hengshui_sthjj"
    agency_name = "衡水市生态环境局"
    sources = (
        EasySite(
            "http://xxgk.hengshui.gov.cn/eportal/ui?pageId=2668536",
            evidence="detail pages: stored pages of 2018 to 2024; list: stored code, the whole platform's",
            max_pages=1200,
        ),
        Generic(
            "http://sthjj.hengshui.gov.cn/pubgov1_20/",
            evidence="detail pages: stored pages of the 2019 and 2021 reports; list: unverified",
        ),
    )
