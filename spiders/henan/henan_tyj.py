"""河南省体育局: tyj.henan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic


class HenanTyjSpider(DisclosureSpider):
    name = "henan_tyj"
    agency_name = "河南省体育局"
    sources = (Generic("https://tyj.henan.gov.cn/xxgk/zfxxgknb/", evidence="list: stored code"),)
