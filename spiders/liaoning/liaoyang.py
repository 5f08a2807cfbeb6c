"""辽阳市人民政府: www.liaoyang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class LiaoyangSpider(DisclosureSpider):
    name = "liaoyang"
    agency_name = "辽阳市人民政府"
    sources = (
        Home(
            "http://www.liaoyang.gov.cn/govxxgk/LY/2024-03-05/cfa9849a-3f74-4747-82de-a497ee246555.html",
            evidence="report: stored page of Mar 2024; list: unverified",
        ),
    )
