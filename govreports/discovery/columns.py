"""Whether a page is the column of annual reports, and which family's list it is."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from govreports.documents import Document, read_or_reason
from govreports.forms.labels import squeeze
from govreports.platforms import FAMILIES, Generic, Listing, Source
from govreports.reading.sections import find_sections
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_COLUMN_TYPE: Final = "信息公开年报"
_NAME: Final = re.compile(
    r"^(?:.{0,20}[市县区州盟旗省局厅委办府])?(?:政府|政务)?信息公开(?:工作)?(?:年报|年度(?:工作)?报告)(?:专?栏)?$|^(?:年报|年度报告|信息公开年报)$"
)
_TITLE_PARTS: Final = re.compile(r"[-_—–|>»]+")
_ENOUGH: Final = 3
_SECTIONS: Final = 3
"""How many of the six sections make a page a report."""
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
    is_report: bool = False
    """Whether the page is the report itself."""

    @property
    def reports(self) -> int:
        """How many of its entries name a report, and its year: columns are called almost so, without one."""
        titles = (read_title(row.title) for row in self.listing.rows)
        return sum(title.is_report and title.year is not None for title in titles)

    @property
    def lists_something(self) -> bool:
        """Whether there are reports on it, lists below it, or data to ask for."""
        shell = self.listing.following is not None and not self.listing.rows
        return self.is_report or self.reports > 0 or bool(self.listing.columns) or shell

    @property
    def is_full_of_reports(self) -> bool:
        """Whether it is the column by what it holds, whatever it is called."""
        return self.reports >= _ENOUGH and 2 * self.reports >= len(self.listing.rows)


def column_at(response: "TextResponse", *, named: bool = False) -> Column | None:
    """The page as a list of the family that reads most reports from it; *named* if a link has called it the column."""
    called = named or calls_itself_column(response)
    columns = [Column(source, source.listing(response, 1), called) for source in _sources(response)]
    best = max(columns, key=lambda column: (column.reports, column.lists_something), default=None)
    if called and (best is None or not best.lists_something) and holds_report(response):
        return Column(
            Generic(response.url, evidence="the page is a report itself"), Listing(), named=True, is_report=True
        )
    if best is None or not best.lists_something:
        return None
    return replace(best, source=replace(best.source, evidence=_evidence(best)))


def holds_report(response: "TextResponse") -> bool:
    """Whether the page itself is an annual report, by its sections."""
    document = read_or_reason(response.body, response.encoding)
    return isinstance(document, Document) and len(find_sections(document.body_blocks)) >= _SECTIONS


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
    """The families that may read the page, the last resort last."""
    return [*(family(response.url) for family in FAMILIES.values() if family is not Generic), Generic(response.url)]


def _evidence(column: Column) -> str:
    return f"read as {column.source.family}: {column.reports} reports of {len(column.listing.rows)} entries"
