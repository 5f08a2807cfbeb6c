"""衡阳市蒸湘区人民政府: www.zhengxiang.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class ZhengxiangSpider(DisclosureSpider):
    name = "zhengxiang"
    agency_name = "衡阳市蒸湘区人民政府"
    sources = (Trs("https://www.zhengxiang.gov.cn/zwgk/xxgknb/index.html", evidence="list: stored code"),)
