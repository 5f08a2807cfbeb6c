"""广州市生态环境局: www.gz.gov.cn."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import Nfcms


class GzSthjjSpider(DisclosureSpider):
    name = "gz_sthjj"
    agency_name = "广州市生态环境局"
    sources = (Nfcms("https://www.gz.gov.cn/zfjgzy/gzsrmzfbgt/zfxxgknb/bm/", evidence="report: stored page of Jan 2021; list: a folder above"),)
