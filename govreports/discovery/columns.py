"""Whether a page is the column of annual reports, and which family's list it is."""

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from govreports.forms.labels import squeeze
from govreports.platforms import FAMILIES, Generic, Listing, Row, Source
from govreports.platforms.detection import detect
from govreports.platforms.hanweb_annual import HanwebAnnual, units_of
from govreports.platforms.paging import says_it_is_empty, says_nothing_yet
from govreports.reading.rows import judge_row
from govreports.reading.titles import read_title
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_COLUMN_TYPE: Final = "信息公开年报"
_NAME: Final = re.compile(
    r"^(?:.{0,20}[市县区州盟旗省局厅委办府])?(?:政府|政务)?信息公开(?:工作)?(?:年报|年度(?:工作)?报告)(?:专?栏)?$|^(?:年报|年度报告|信息公开年报)$"
)
_TITLE_PARTS: Final = re.compile(r"[-_—–|>»]+")
_ENOUGH: Final = 3
_YEAR_OF_REPORTS: Final = re.compile(r"^20\d\d年?度?(?:政府|政务)信息(?:公开)?(?:年报|年度报告)$")
_FEWEST_YEARS: Final = 2
_BREADCRUMB: Final = (
    "//*[contains(@class,'CurrChnlCls') or contains(@class,'position') or contains(@class,'bread')"
    " or contains(@class,'location') or contains(@class,'dqwz') or contains(@class,'current')]//text()"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A page as a list: read by *source*, with *listing* on it; *named* if it calls itself the annual reports' column."""

    source: Source
    listing: Listing
    named: bool
    empty: bool = False
    """Whether it says itself that it holds nothing yet."""

    @property
    def reports(self) -> int:
        """How many of its entries name a report, and its year: columns are called almost so, without one.

        In a list that is called the column's, a name may be cut short of saying so.
        """
        return sum(_names_report(row, in_column=self.named) for row in self.listing.rows)

    @property
    def is_report(self) -> bool:
        """Whether it is a report, perhaps with others beside it."""
        return self.listing.itself is not None

    @property
    def lists_something(self) -> bool:
        """Whether there are reports on it, lists below it, or data to ask for."""
        listing = self.listing
        by_year = (judge_row(row.title, column=_COLUMN_TYPE).is_report for row in listing.rows if self.named)
        holds = listing.itself is not None or self.reports > 0 or bool(listing.columns) or sum(by_year) > 1
        # A shell whose entries are elsewhere; a column whose reports begin on a later page.
        goes_on = listing.following is not None and (self.named or not listing.rows)
        return holds or goes_on or self.empty

    @property
    def is_full_of_reports(self) -> bool:
        """Whether it is the column by what it holds, whatever it is called."""
        by_year = sum(_YEAR_OF_REPORTS.match(column.title) is not None for column in self.listing.columns)
        return by_year >= _FEWEST_YEARS or (self.reports >= _ENOUGH and 2 * self.reports >= len(self.listing.rows))


def _names_report(row: Row, *, in_column: bool) -> bool:
    title = read_title(row.title)
    if title.year is None:
        return False
    return title.is_report or (in_column and judge_row(row.title, column=_COLUMN_TYPE, day=row.date).is_report)


def column_at(response: "TextResponse", *, named: bool = False) -> Column | None:
    """The page as a list of the family that its marks name, if it lists anything; *named* if a link has called it the column."""
    called = named or calls_itself_column(response)
    for source in _sources(response):
        listing = source.listing(response, 1)
        is_empty = called and not listing.rows and (says_it_is_empty(response) or says_nothing_yet(response))
        directed = source.finds_column and not listing.rows
        column = Column(source, listing, called or directed, empty=is_empty)
        if column.lists_something:
            return replace(column, source=replace(source, evidence=_evidence(column)))
    return None


def read_part(source: Source, response: "TextResponse") -> Source:
    """*source*, or the family that a part of its list is of, where the page above bore no marks and the part does.

    A page that only names years or units has no pager to tell its system by; the lists below it have. A family that
    reads fewer reports than the last resort is not the one.
    """
    if not isinstance(source, Generic):
        return source
    family = FAMILIES.get(detect(Seen.of(response)).family)
    if family is None or family is Generic:
        return source
    known = family(**{field.name: getattr(source, field.name) for field in fields(Source)})
    reports = [sum(read_title(row.title).is_report for row in of.listing(response, 1).rows) for of in (known, source)]
    return known if reports[0] >= reports[1] else source


def calls_itself_column(response: "TextResponse") -> bool:
    """Whether the page's meta tags, title or breadcrumb say that it is the column of annual reports."""
    tags = {
        tag.attrib.get("name", "").lower(): squeeze(tag.attrib.get("content", "")) for tag in response.css("meta[name]")
    }
    if tags.get("articletitle"):
        return False
    if tags.get("columntype") == _COLUMN_TYPE or _NAME.match(tags.get("columnname", "")):
        return True
    title = squeeze(response.css("title::text").get(""))
    parts = [title, *_TITLE_PARTS.split(title)]
    trail = [squeeze(text) for text in response.xpath(_BREADCRUMB).getall()]
    last = [text for text in trail if text][-1:]
    return any(_NAME.match(part) for part in (*parts, *last))


def _sources(response: "TextResponse") -> list[Source]:
    """The families that may read the page: the one that its marks name, and the last resort."""
    detected = detect(Seen.of(response))
    named = [FAMILIES[detected.family](response.url)] if detected.family in FAMILIES else []
    if units_of(response):
        named.insert(0, HanwebAnnual(response.url))
    return [*named, Generic(response.url)]


def _evidence(column: Column) -> str:
    return f"read as {column.source.family}: {column.reports} reports of {len(column.listing.rows)} entries"
