"""Lists below a list: a column of annual reports by year, by kind of body, by unit.

A link is one only where its place speaks for it: its address lies below the column's or is that of units' columns, it
stands in the menu below the column's own entry, or it is one of a row of years or of kinds of bodies. So a list leads to
its parts and not to the whole site.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from scrapy.http import HtmlResponse

from govreports.forms.labels import squeeze
from govreports.platforms.columns.addresses import (
    asks_more,
    directory_name,
    directory_of,
    ends_alike,
    is_called_so,
    is_directory,
    is_file,
    is_page_of_year,
    is_piece,
    made,
    same,
    template,
)
from govreports.platforms.columns.company import (
    MORE,
    heading_beside,
    is_furniture,
    is_headed_by_reports,
    is_headed_otherwise,
    rows_of,
)
from govreports.platforms.columns.names import (
    LONGEST,
    is_body,
    is_kind,
    is_part,
    is_reports_of_some,
    is_unit,
    is_whole,
    is_year,
    may_be_part,
    says_reports,
)
from govreports.platforms.row import Row
from govreports.reading.columns import column_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from parsel import Selector
    from scrapy.http import TextResponse

__all__ = ["MORE", "heading_beside", "is_file", "is_piece", "sub_columns"]

_MOST: Final = 150
_SKIPPED: Final = ("javascript:", "#", "mailto:", "tel:")


def sub_columns(
    response: "TextResponse", shape: re.Pattern[str] | None = None, *, is_listless: bool = False
) -> tuple[Row, ...]:
    """The lists below the list that *response* shows; *shape* is what the family's detail pages look like.

    Systems that number their columns have the parts beside the whole. A page without entries of its own (*is_listless*)
    is the way to its parts, so there they may be called by units as well.
    """
    if not isinstance(response, HtmlResponse):
        return ()
    here = directory_of(response.url)
    is_own = is_directory(response.url) or is_called_so(directory_name(here))
    links = list(_links(response, shape))
    found = [
        *_below(links, here, is_own=is_own),
        *_in_menu(links, response.url),
        *_years(links, response.url),
        *_kinds(links, response.url),
        *_elsewhere(links, here),
        *_asked_for(links, response.url),
        *_beside(links, response, is_listless=is_listless),
        *_chosen(response),
    ]
    columns = {same(row.url): row for row in reversed(found)}
    columns.pop(same(response.url), None)
    return tuple(reversed(columns.values()))[:_MOST]


class _Link:
    """A link that may be a column: its element, address and name."""

    __slots__ = ("element", "name", "row", "url")

    def __init__(self, element: "HtmlElement", row: Row) -> None:
        self.element = element
        self.row = row
        self.url = row.url
        self.name = squeeze(row.title)


def _links(response: "TextResponse", shape: re.Pattern[str] | None) -> Iterator[_Link]:
    host = urlsplit(response.url).hostname
    for anchor in response.css("a[href]"):
        href = anchor.attrib["href"].strip()
        name = _name(anchor)
        if not href or href.startswith(_SKIPPED) or not name or len(name) > LONGEST or not may_be_part(name):
            continue
        url = response.urljoin(href)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.hostname != host or same(url) == same(response.url):
            continue
        if is_piece(url) or _is_detail(shape, f"{parts.path}?{parts.query}"):
            continue
        yield _Link(anchor.root, Row(url, name))


def _is_detail(shape: re.Pattern[str] | None, address: str) -> bool:
    """Whether *address* is a detail page's; a shape that any address has says nothing."""
    return shape is not None and not shape.search("/") and shape.search(address) is not None


def _below(links: Iterable[_Link], here: str, *, is_own: bool) -> Iterator[Row]:
    """Links to places below the column's own, called as its parts are.

    Beside a page that is no directory's own (*is_own*) many things may lie: there only years count.
    """
    is_named = is_called_so(directory_name(here))
    for link in links if here != "/" else ():
        path = unquote(urlsplit(link.url).path)
        if not path.startswith(here) or (
            directory_of(link.url) == here and not is_page_of_year(path.removeprefix(here))
        ):
            continue
        is_some = is_reports_of_some(link.name) and directory_of(link.url) != here
        is_called_so_too = is_named and (is_some or MORE.search(link.name) is not None)
        if is_called_so_too or is_year(link.name) or (is_own and is_body(link.name)):
            yield link.row


def _in_menu(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """Links in the part of a menu that stands below the current column's entry."""
    for link in links:
        entry = next((element for element in link.element.iterancestors("li", "dd", "dl")), None)
        above = next((element for element in entry.iterancestors("li", "dl")), None) if entry is not None else None
        if above is None or len(link.element.text_content()) > LONGEST:
            continue
        head = next(above.iter("a"), None)
        if head is None or head is link.element or entry in list(head.iterancestors()):
            continue
        heads = _leads_to(head, url) or says_reports(head.text_content())
        if heads and is_part(link.name):
            yield link.row


def _leads_to(head: "HtmlElement", url: str) -> bool:
    """Whether the menu's entry *head* is the current page's: by its address, which must be whole or end alike."""
    href = (head.get("href") or "").strip()
    return bool(href) and not href.startswith(_SKIPPED) and ends_alike(href, url)


def _beside(links: Iterable[_Link], response: "TextResponse", *, is_listless: bool) -> Iterator[Row]:
    """Links that stand together and are called as parts are, to pages of the column's own making.

    Of a template that is only the annual reports' (``zfxxgk_gknb.shtml``) all are parts; what else is made like the
    column's address may be any column, and counts where the page would otherwise lead nowhere, or is the government's
    among those of its departments.
    """
    named = [link for link in links if is_part(link.name)]
    own, drawn_by = made(response.url), template(response.url)
    is_reports = drawn_by is not None and is_called_so(drawn_by.rpartition("/")[2])
    for parent, row in rows_of(named).items():
        itself = _itself_among(parent, response)
        if is_headed_otherwise(parent) or (itself is not None and not is_whole(itself)):
            # Of a bureau the others are neighbours.
            continue
        is_any = itself is not None or (is_listless and not is_furniture(parent))
        parts = [
            link
            for link in row
            if (is_any and made(link.url) == own)
            or (_is_drawn_by(drawn_by, link) and (is_reports or is_any or is_year(link.name)))
        ]
        if len(parts) > 1:
            yield from (link.row for link in parts)


def _is_drawn_by(drawn_by: str | None, link: _Link) -> bool:
    return drawn_by is not None and template(link.url) == drawn_by


def _itself_among(row: "HtmlElement", response: "TextResponse") -> str | None:
    """What a row of links calls the page itself, where it is one of the parts that stand there."""
    here = same(response.url)
    for anchor in row.iter("a"):
        href = (anchor.get("href") or "#").strip()
        name = squeeze(anchor.text_content())
        if not href.startswith(_SKIPPED) and is_part(name) and same(response.urljoin(href)) == here:
            return name
    return None


def _years(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """Links of a row of years (tabs above a list), where their addresses are made as the column's own is."""
    own = made(url)
    for parent, row in rows_of(link for link in links if is_year(link.name)).items():
        if not is_headed_otherwise(parent):
            named = sum(1 for link in row if says_reports(link.name)) > 1
            yield from (link.row for link in row if named or made(link.url) == own or asks_more(link.url, url))


def _kinds(links: Sequence[_Link], url: str) -> Iterator[Row]:
    """Links of a row that names nothing but kinds of bodies, or units under 年报, and 更多 of blocks headed by a kind.

    Systems that number their columns (``/list/29/1.html``) put the parts nowhere below the whole, and many menus are no
    lists in lists: there the company that a link keeps must speak for it, and an address made as the column's own is.
    """
    own = made(url)
    alike = [link for link in links if made(link.url) == own]
    for parent, row in rows_of(link for link in alike if is_kind(link.name)).items():
        others = [anchor for anchor in parent.iter("a") if squeeze(anchor.text_content())]
        is_row = all(column_kind(squeeze(anchor.text_content())) is not None for anchor in others)
        if is_row and len(row) > 1 and not is_headed_otherwise(parent) and not is_furniture(parent):
            yield from (link.row for link in row)
    for parent, row in rows_of(link for link in alike if is_unit(link.name)).items():
        if len(row) > 1 and is_headed_by_reports(parent):
            yield from (link.row for link in row)
    for link in alike:
        heading = heading_beside(link.element) if MORE.search(link.name) else None
        if heading is not None and is_kind(heading):
            yield Row(link.url, heading)


def _elsewhere(links: Iterable[_Link], here: str) -> Iterator[Row]:
    """Columns of units that have directories of their own, where several stand: ``/bm/swj/nb/`` on the page of ``/nb/``.

    Those that lie no deeper than the page are its like and not its parts: a bureau's column names its neighbours'.
    """
    found = [link.row for link in links if is_unit(link.name) and _is_units_own(link.url, here)]
    if len(found) > 1:
        yield from found


def _asked_for(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """The same page, asked for one unit or another, where several stand: ``?vc_xxgkarea=11330803002621481L``."""
    found = [link.row for link in links if is_unit(link.name) and asks_more(link.url, url)]
    if len(found) > 1:
        yield from found


def _is_units_own(url: str, here: str) -> bool:
    place = directory_of(url)
    return place.count("/") > here.count("/") and is_called_so(directory_name(url))


def _chosen(response: "TextResponse") -> Iterator[Row]:
    """Years that are chosen from a box whose values are addresses."""
    for option in response.css("select option[value]"):
        value = option.attrib["value"].strip()
        name = squeeze(" ".join(option.css("::text").getall()))
        if is_year(name) and re.search(r"[/?]|\.\w*html?$", value):
            url = response.urljoin(value)
            if urlsplit(url).hostname == urlsplit(response.url).hostname:
                yield Row(url, name)


def _name(anchor: "Selector") -> str:
    text = " ".join("".join(anchor.css("::text").getall()).split())
    return text or " ".join(anchor.attrib.get("title", "").split())
