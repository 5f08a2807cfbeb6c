"""曲靖市生态环境局: qj.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Home


class QjSthjjSpider(DisclosureSpider):
    name = "qj_sthjj"
    agency_name = "曲靖市生态环境局"
    sources = (
        Home(
            "https://qj.gov.cn/html/2024/2023n_0131/264401.html",
            evidence="report: stored page of Jan 2024; list: unverified",
        ),
    )
