"""聊城 (Shandong): the ecology bureau changed from TRS to the channel/doc family between May 2023 and August 2024."""

from datetime import date

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc, Trs


class LiaochengSthjjSpider(DisclosureSpider):
    name = "liaocheng_sthjj"
    agency_name = "聊城市生态环境局"
    sources = (
        # Neither list was seen. The channel is the one whose pages were, and may hold no annual report; below the older
        # system's /xxgk/ only other columns were, and the list's address is what that system's sites usually call it.
        ChannelDoc("http://sthjj.liaocheng.gov.cn/channel_669f33712a3dd1536cd1374c/", evidence="page: stored page of Aug 2024; list: unverified"),
        Trs("http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/index.html", evidence="host: stored code of May 2023; list: unverified", until=date(2024, 8, 3)),
    )
