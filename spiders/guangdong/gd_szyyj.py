"""广东省中医药局: szyyj.gd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class GdSzyyjSpider(DisclosureSpider):
    name = "gd_szyyj"
    agency_name = "广东省中医药局"
    # The program calls the column 工作报表, which may be the reports on the site itself.
    sources = (Nfcms("http://szyyj.gd.gov.cn/zwgk/xxgknb/", evidence="page: stored code of 2022; list: unverified"),)
