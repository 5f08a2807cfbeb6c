"""泰安市生态环境局肥城分局: www.feicheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import HanwebAnnual


class FeichengSthjjSpider(DisclosureSpider):
    name = "feicheng_sthjj"
    agency_name = "泰安市生态环境局肥城分局"
    sources = (HanwebAnnual("http://www.feicheng.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11370983004351676W&fbtime=2022&showType=2", evidence="list: stored page of Jan 2023"),)
