"""Boxes that show a list's newest entries, with 更多 for the rest of them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from govreports.forms.labels import squeeze
from govreports.platforms.columns import MORE, heading_beside
from govreports.platforms.row import Row

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from scrapy.http import TextResponse

_MOST_ANCESTORS: Final = 4


def rest_of(response: "TextResponse", reports: Iterable[Row]) -> Iterator[Row]:
    """Where the boxes of *response* that hold *reports* show more of them.

    A page with tabs, one for each kind of body, shows a few entries in each: what is behind 更多 is no other column.
    """
    shown = {row.url for row in reports}
    for anchor in response.css("a[href]"):
        href = anchor.attrib["href"].strip()
        if not MORE.match(squeeze("".join(anchor.css("::text").getall()))) or href.startswith(("javascript:", "#")):
            continue
        url = response.urljoin(href)
        leads_on = url.partition("#")[0] != response.url and urlsplit(url).hostname == urlsplit(response.url).hostname
        if leads_on and url not in shown and _stands_by_reports(anchor.root, response, shown):
            yield Row(url, heading_beside(anchor.root) or "更多")


def _stands_by_reports(link: "HtmlElement", response: "TextResponse", reports: set[str]) -> bool:
    """Whether the nearest element around *link* that has other links has mostly those of *reports*."""
    for around, _step in zip(link.iterancestors(), range(_MOST_ANCESTORS), strict=False):
        beside = {
            response.urljoin(other.get("href", "").strip())
            for other in around.iter("a")
            if other is not link and squeeze(other.text_content())
        }
        if beside:
            return around.tag != "body" and 2 * len(beside & reports) > len(beside)
    return False
