"""重庆市铜梁区人民政府办公室: www.cqstl.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class CqstlZfbgsSpider(DisclosureSpider):
    name = "cqstl_zfbgs"
    agency_name = "重庆市铜梁区人民政府办公室"
    sources = (Trs("https://www.cqstl.gov.cn/zwgk_171/zfxxgknb/qzfbm/qzfbgs/", evidence="report: stored page of Jan 2026; list: its folder"),)
