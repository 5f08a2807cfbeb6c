"""泰州市姜堰区人民政府办公室: www.jiangyan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Jpaas


class JiangyanZfbgsSpider(DisclosureSpider):
    name = "jiangyan_zfbgs"
    agency_name = "泰州市姜堰区人民政府办公室"
    sources = (Jpaas("http://www.jiangyan.gov.cn/zfxxgk/zfxxgknb/", evidence="report: stored page; list: a folder above"),)
