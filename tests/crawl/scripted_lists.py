"""A spider of many made-up hosts whose lists a script draws, so that one crawl, and one browser, is enough for all.

``scrapy crawl scripted -s SPIDER_MODULES=tests.crawl.scripted_lists``
"""

from typing import Final

from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc
from tests.replica.families.made import office
from tests.replica.families.scripted import CHANNEL, Drawing, ScriptedSite

# Each its own: what two hosts publish alike comes out once.
_AGENCIES: Final[dict[Drawing, str]] = {
    "array": "青原市水利局",
    "clicks": "青原市教育局",
    "stuck": "青原市财政局",
    "broken": "青原市司法局",
    "foreign": "青原市民政局",
    "challenge": "青原市审计局",
    "nosy": "青原市统计局",
    "fetch": "青原市交通运输局",
    "loop": "青原市生态环境局",
}
DRAWINGS: Final[tuple[Drawing, ...]] = ("array", "clicks", "stuck", "broken", "foreign", "challenge", "nosy")


def host(drawing: Drawing) -> str:
    """The host that draws so."""
    return f"{drawing}.scripted.gov.cn"


def scripted_site(drawing: Drawing) -> ScriptedSite:
    """What is on that host: three pages of a list, with three reports."""
    return ScriptedSite(office(host(drawing), _AGENCIES[drawing], years=range(2020, 2023), rows_per_page=2), drawing)


class ScriptedSpider(DisclosureSpider):
    """The hosts of the replica's scripted sites."""

    name = "scripted"
    agency_name = "聊城市生态环境局"
    sources = tuple(ChannelDoc(f"http://{host(drawing)}{CHANNEL}", evidence="made up") for drawing in DRAWINGS)
