"""济宁市公共资源交易服务中心兖州分中心: www.yanzhou.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import HanwebAnnual


class YanzhouSpider(DisclosureSpider):
    name = "yanzhou"
    agency_name = "济宁市公共资源交易服务中心兖州分中心"
    sources = (
        HanwebAnnual(
            "http://www.yanzhou.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=12370812F50341961E&fbtime=2025",
            evidence="list: stored page of Jan 2026",
        ),
    )
