"""Hanweb's pages of annual reports, ``/module/xxgk/xxgkAnnualReport.jsp``: no list, but an address a unit and year.

*fbtime* is the year reported on (so on the four pages known, of 汶上, 肥城 and 泰安), and *area* the unit's code.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from scrapy import Request

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document
from govreports.platforms.answers import TOLERATED, state_of
from govreports.platforms.base import Listing, Row, Source
from govreports.reading.sections import find_sections
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_YEAR: Final = "fbtime"
_FIRST_YEAR: Final = 2008
"""The regulations on disclosure are in force since May 2008; nobody reported before."""
_VALUE: Final = re.compile(r"^\s*(20\d\d)\s*年?度?\s*$")
_ARGUMENT: Final = re.compile(r"\(\s*['\"]?(20\d\d)['\"]?\s*[,)]")
# How a script puts the address of a chosen year together: what stands before the year, and what after it.
_CHOSEN: Final = re.compile(r"['\"]([^'\"\s]*\bfbtime=)['\"]\s*\+[^+'\";]*(?:\+\s*['\"]([^'\"\s]*)['\"])?")
_STATE: Final = "hanweb_years"
_LONGEST_TITLE: Final = 80
# A page without a report has its frame only. Less than this is a frame.
_FEWEST_ROWS: Final = 4
_FEWEST_COLUMNS: Final = 3
_FEWEST_SECTIONS: Final = 2
_FEWEST_WORDS: Final = 100


@dataclass(frozen=True, slots=True)
class _Years:
    """The pages of the years that are still to be looked at, the latest first, and what came of those before."""

    pending: tuple[str, ...]
    from_menu: bool
    empty: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class HanwebAnnual(Source):
    """The annual reports of one unit, a page a year: ``xxgkAnnualReport.jsp?area=11370983004351676W&fbtime=2022``.

    The page's own menu says which years there are; where it has none they are counted down from last year. A year's
    page may be empty: that is no report, and no failure.

    Attributes:
        most_empty: after so many years in a row without a report no more is asked for, where there is no menu.
    """

    family: ClassVar[str] = "hanweb_annual"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/module/xxgk/xxgkAnnualReport\.jsp\?(?:.*&)?fbtime=20\d\d")

    most_empty: int = 3

    def first(self) -> Request:
        """The page of the address as it is; where it names no year the site chooses one."""
        return Request(self.list_url, meta={"handle_httpstatus_list": TOLERATED})

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read a year's page: a report or none, and the year to look at next."""
        units = () if self.shape.search(response.url) else units_of(response)
        if units and not _unit_of(response.url):
            return Listing(columns=units)
        # One of them, of whom the page shows the year of its choice: the others stand beside it.
        listing = self._year(response, number)
        beside = tuple(row for row in units if _unit_of(row.url) != _unit_of(response.url))
        return replace(listing, columns=beside)

    def _year(self, response: "TextResponse", number: int) -> Listing:
        """One unit's page of a year, and which year to look at next."""
        years = state_of(response, _STATE, _Years) or _years(response, self.list_url)
        # Without a year in its address a page shows that of its choice, which will be asked for by its year.
        report = self._report(response) if _year_of(response.url) else None
        if report is not None:
            years = replace(years, found=years.found + 1, empty=0)
        elif _year_of(response.url):
            years = replace(years, empty=years.empty + 1)
        if not years.pending or (years.empty >= self.most_empty and not years.from_menu):
            trouble = None if years.found else f"no report on any of the {number} pages asked for"
            return Listing(itself=report, trouble=trouble, is_end=True)
        address, *rest = years.pending
        return Listing(
            itself=report,
            following=Request(
                address,
                meta={_STATE: replace(years, pending=tuple(rest)), "handle_httpstatus_list": TOLERATED},
            ),
        )

    def _report(self, response: "TextResponse") -> Row | None:
        """The page as an entry, if there is a report on it and not only the frame of one."""
        if response.status != 200:
            return None
        try:
            document = read_document(response.body, response.encoding)
        except UnreadableError:
            return None
        files = [row.title for row in self._rows(response) if not _year_of(row.url) and read_title(row.title).is_report]
        if not (files or _says_something(document)):
            return None
        return Row(response.url, _title(document, files) or _title_by_year(response.url))


def units_of(response: "TextResponse") -> tuple[Row, ...]:
    """The units whose annual pages *response* links to, each with the first of them; none where there is but one unit."""
    units: dict[tuple[str, ...], Row] = {}
    for anchor in response.css("a[href*='xxgkAnnualReport.jsp']"):
        url = response.urljoin(anchor.attrib["href"].strip())
        name = " ".join("".join(anchor.css("::text").getall()).split())
        if (area := tuple(_unit_of(url))) and urlsplit(url).hostname == urlsplit(response.url).hostname:
            units.setdefault(area, Row(url, name or area[0]))
    return tuple(units.values()) if len(units) > 1 else ()


def _years(response: "TextResponse", list_url: str) -> _Years:
    """The pages of the years besides that of the first page, the latest first."""
    own = _year_of(response.url)
    links = response.css(f"a[href*='{_YEAR}=']::attr(href)").getall()
    menu = {year: response.urljoin(href) for href in links if (year := _year_of(href)) is not None}
    offered = [_VALUE.match(value) for value in response.css("option::attr(value), option::text").getall()]
    years = {int(match[1]) for match in offered if match}
    for anchor in response.css("[onclick], a[href^='javascript:']"):
        if _VALUE.match("".join(anchor.css("::text").getall())):
            said = f"{anchor.attrib.get('onclick', '')} {anchor.attrib.get('href', '')}"
            years.update(int(year) for year in _ARGUMENT.findall(said))
    menu = {year: _address(response, list_url, year) for year in years} | menu
    menu.pop(own or 0, None)
    if menu:
        return _Years(tuple(menu[year] for year in sorted(menu, reverse=True)), from_menu=True)
    last = datetime.now(UTC).year - 1
    counted = (year for year in range(last, _FIRST_YEAR - 1, -1) if year != own)
    return _Years(tuple(_with_year(list_url, year) for year in counted), from_menu=False)


def _address(response: "TextResponse", list_url: str, year: int) -> str:
    """The page of *year* as the page's own script goes to it, else as the list's address with that year."""
    chosen = _CHOSEN.search(html.unescape(response.text))
    if chosen is not None:
        url = response.urljoin(f"{chosen[1]}{year}{chosen[2] or ''}")
        if _unit_of(url) == _unit_of(list_url) and urlsplit(url).path == urlsplit(response.url).path:
            return url
    return _with_year(list_url, year)


def _unit_of(url: str) -> list[str]:
    return parse_qs(urlsplit(url).query).get("area", [])


def _title(document: Document, files: Sequence[str]) -> str | None:
    """What the report is called: by itself, or by its file."""
    lines = [block.text for block in document.body_blocks if isinstance(block, Paragraph)]
    for title in (*document.meta.values(), *lines, *files, document.title or ""):
        if len(title) <= _LONGEST_TITLE and (read := read_title(title)).is_report and read.year is not None:
            return title
    return None


def _title_by_year(url: str) -> str:
    year = _year_of(url)
    return f"{year}年政府信息公开工作年度报告" if year else "政府信息公开工作年度报告"


def _says_something(document: Document) -> bool:
    """Whether a page holds a report's sections, tables or pictures, and not only menus."""
    body = document.body_blocks
    if len(find_sections(body)) >= _FEWEST_SECTIONS:
        return True
    grids = [block for block in body if isinstance(block, Grid) and len(block.rows) >= _FEWEST_ROWS]
    if any(max(map(len, grid.rows)) >= _FEWEST_COLUMNS for grid in grids):
        return True
    # Menus and footers have no sentences.
    words = sum(len(block.text) for block in body if isinstance(block, Paragraph) and "。" in block.text)
    pictures = sum(isinstance(block, Image) for block in body)
    return words >= _FEWEST_WORDS or (pictures >= 1 and _title(document, ()) is not None)


def _year_of(url: str) -> int | None:
    values = parse_qs(urlsplit(url).query).get(_YEAR, [])
    return int(values[0]) if values and re.fullmatch(r"20\d\d", values[0]) else None


def _with_year(url: str, year: int) -> str:
    """*url* with *year* where it has one, else at its end."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if _YEAR not in dict(query):
        query.append((_YEAR, ""))
    replaced = [(name, str(year) if name == _YEAR else value) for name, value in query]
    return parts._replace(query=urlencode(replaced), fragment="").geturl()
