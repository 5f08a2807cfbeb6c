"""黔南布依族苗族自治州民政局: mzj.qiannan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QiannanMzjSpider(DisclosureSpider):
    name = "qiannan_mzj"
    agency_name = "黔南布依族苗族自治州民政局"
    sources = (Trs("https://mzj.qiannan.gov.cn/zwgk_500428/xxgknb/", evidence="list: stored code"),)
