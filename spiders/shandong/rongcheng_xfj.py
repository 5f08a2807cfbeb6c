"""荣成市信访局: www.rongcheng.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import HanwebAnnual


class RongchengXfjSpider(DisclosureSpider):
    name = "rongcheng_xfj"
    agency_name = "荣成市信访局"
    sources = (HanwebAnnual("http://www.rongcheng.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11371082004230911E&fbtime=2025", evidence="list: stored page"),)
