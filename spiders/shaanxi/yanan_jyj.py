"""延安市教育局: jyj.yanan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class YananJyjSpider(DisclosureSpider):
    name = "yanan_jyj"
    agency_name = "延安市教育局"
    sources = (Generic("https://jyj.yanan.gov.cn/zfxxgk/zfxxgknb/1.html", evidence="list: stored code"),)
