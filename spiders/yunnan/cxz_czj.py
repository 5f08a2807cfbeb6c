"""楚雄彝族自治州财政局: czj.cxz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Vsb


class CxzCzjSpider(DisclosureSpider):
    name = "cxz_czj"
    agency_name = "楚雄彝族自治州财政局"
    sources = (Vsb("https://czj.cxz.gov.cn/zfxxgk/zfxxgknb.htm", evidence="list: stored code"),)
