"""杭州市萧山区人民政府蜀山街道办事处: www.xiaoshan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb


class XiaoshanSpider(DisclosureSpider):
    name = "xiaoshan"
    agency_name = "杭州市萧山区人民政府蜀山街道办事处"
    sources = (
        Hanweb(
            "https://www.xiaoshan.gov.cn/col/col1229849805/index.html",
            evidence="report: stored page of Jan 2025; list: the family's rule",
        ),
    )
