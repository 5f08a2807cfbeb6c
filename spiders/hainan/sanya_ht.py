"""三亚市海棠区人民政府: ht.sanya.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class SanyaHtSpider(DisclosureSpider):
    name = "sanya_ht"
    agency_name = "三亚市海棠区人民政府"
    sources = (
        Home(
            "https://ht.sanya.gov.cn/htqsite/xxgknb/201701/dd9b95f6f19146ce81776f6becbb9b61.shtml",
            evidence="report: stored page of Jan 2017; list: unverified",
        ),
    )
