"""温州市龙湾区政务服务中心: www.longwan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import HanwebAnnual


class LongwanZwfwjSpider(DisclosureSpider):
    name = "longwan_zwfwj"
    agency_name = "温州市龙湾区政务服务中心"
    sources = (HanwebAnnual("http://www.longwan.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=001008003002032&fbtime=2023", evidence="list: stored page of Jan 2024"),)
