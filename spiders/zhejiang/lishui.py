"""丽水市人民政府: www.lishui.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import HanwebAnnual


class LishuiSpider(DisclosureSpider):
    name = "lishui"
    agency_name = "丽水市人民政府"
    sources = (HanwebAnnual("http://www.lishui.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=113325000026455663", evidence="list: stored page"),)
