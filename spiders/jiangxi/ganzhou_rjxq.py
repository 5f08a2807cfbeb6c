"""赣州市生态环境局蓉江新区分局: rjxq.ganzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class GanzhouRjxqSpider(DisclosureSpider):
    name = "ganzhou_rjxq"
    agency_name = "赣州市生态环境局蓉江新区分局"
    sources = (
        Home(
            "https://rjxq.ganzhou.gov.cn/rjxqxxgk/zfxxgknb/202501/27450ae831b64a8b9c69a3d10f3c8c87.shtml",
            evidence="report: stored page of Jan 2025; list: unverified",
        ),
    )
