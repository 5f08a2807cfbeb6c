"""云南省人力资源和社会保障厅: hrss.yn.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class YnHrssSpider(DisclosureSpider):
    name = "yn_hrss"
    agency_name = "云南省人力资源和社会保障厅"
    sources = (Generic("https://hrss.yn.gov.cn/InfoPublic.aspx?cid=1019&pid=971&page=1&kw=", evidence="list: stored code"),)
