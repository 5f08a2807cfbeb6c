"""黔南布依族苗族自治州生态环境局: www.qiannan.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class QiannanSthjjSpider(DisclosureSpider):
    name = "qiannan_sthjj"
    agency_name = "黔南布依族苗族自治州生态环境局"
    sources = (Trs("https://www.qiannan.gov.cn/zwgkztym/zsthjj_5669155/zfxxgk_5669162/zfxxgknb_5669188/", evidence="report: stored page; list: a folder above"),)
