"""安徽省教育厅: jyt.ah.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Lonsun


class AhJytSpider(DisclosureSpider):
    name = "ah_jyt"
    agency_name = "安徽省教育厅"
    sources = (Lonsun("https://jyt.ah.gov.cn/public/column/7071?type=3", evidence="page: stored code; list: the family's rule"),)
