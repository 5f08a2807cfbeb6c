"""广东省中医药局: szyyj.gd.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class GdSzyyjSpider(DisclosureSpider):
    name = "gd_szyyj"
    agency_name = "广东省中医药局"
    sources = (Nfcms("http://szyyj.gd.gov.cn/zwgk/xxgknb/", evidence="list: stored code"),)
