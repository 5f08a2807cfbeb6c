"""What every family of content management systems has in common: a list of links, page after page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse

from govreports.platforms.columns import is_file, sub_columns
from govreports.platforms.more import rest_of
from govreports.platforms.paging import next_links, unreachable_page
from govreports.platforms.row import Row
from govreports.platforms.single import page_of_files, report_page
from govreports.reading.dates import find_date
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from parsel import Selector
    from scrapy.http import TextResponse

__all__ = ["Listing", "Row", "Source", "anchor_title", "date_beside"]

NOT_FOLLOWED: Final = "pages_not_followed"
"""The word for a list whose next page only a script or a form can turn to."""

_CUT: Final = re.compile(r"(?:\.{2,}|…)\s*$")
_DAY: Final = re.compile(r"\s*[\[(（]?(?:20\d\d\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?[\])）]?\s*")
_DOWNLOAD: Final = re.compile(r"/down(?:load)?(?:file)?\.(?:jsp|action|do|php|aspx)$", re.IGNORECASE)
_WHOLE_DAY: Final = r"[\[(（【]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?[\])）】]?"
_DAY_BESIDE: Final = re.compile(rf"^{_WHOLE_DAY}(?:\s+|(?<=[\])）】]))|\s*(?<![\d第号])(?<![至到年]){_WHOLE_DAY}$")
# What a title is written in, within a link, and what may stand before it.
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6, [class*='tit'], [class*='Tit']"
_ONLY_DAY: Final = re.compile(r"[\d\-/.年月日]*")
_MOST_ANCESTORS: Final = 5
_LONGEST_ROW: Final = 300
_MOST_LINKS: Final = 3
_REGIONS: Final = frozenset({"html", "body", "main", "nav", "aside", "header", "footer"})
_NO_ROW: Final = frozenset({"a", "td", "th", "span", "b", "em", "i", "font", "strong"})


@dataclass(frozen=True, slots=True)
class Listing:
    """What one answer says of a list.

    Attributes:
        rows: its entries.
        following: the request that goes on where this answer ends, to the next page or to the data of a shell;
            None at the end of the list.
        columns: lists below this one, by year or by unit, that are to be followed as well.
        trouble: why entries that should be here are not, in words; it becomes an error of the run.
        obstacle: the word that docs/obstacles.md has for that trouble, if it has one.
        itself: this answer's own entry, where it is no list but a report.
        is_end: that there are no entries only says that the list is over.
    """

    rows: tuple[Row, ...] = ()
    following: Request | None = None
    columns: tuple[Row, ...] = ()
    trouble: str | None = None
    obstacle: str | None = None
    itself: Row | None = None
    is_end: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether it is of any use: a report, here or to be asked for, a list below, a further page."""
        reports = self.itself is not None or any(read_title(row.title).is_report for row in self.rows)
        return reports or bool(self.columns) or self.following is not None

    def going_on(self, following: Request | None) -> "Listing":
        """The same, going on with *following*, where a family knows more of its pager than a look at the page tells."""
        if following is None or self.obstacle != NOT_FOLLOWED:
            return replace(self, following=following)
        return replace(self, following=following, trouble=None, obstacle=None)


@dataclass(frozen=True, slots=True)
class Source:
    """A list of annual reports on a site, paged and linked as its family does it.

    Attributes:
        list_url: the list's first page.
        evidence: what the address rests on, such as ``stored page, Aug 2024`` or ``unverified``.
        since: the day the site comes to this platform, where that is known: before it the list is not asked for.
        until: the day the site left this platform, where it has: its silence is then no failure.
        max_pages: where to stop however many pages the list has; reaching it is reported.
        hosts: further hosts that the list's entries and their files lie on, and that may be asked as well.
    """

    family: ClassVar[str]
    shape: ClassVar[re.Pattern[str]]
    """What the path and query of a detail page's address look like in this family."""

    finds_column: ClassVar[bool] = False
    """Whether what it leads on to from a page without entries is the column, by a directory of the family's own."""

    list_url: str
    evidence: str = "unverified"
    since: date | None = None
    until: date | None = None
    max_pages: int = 200
    hosts: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The host the list is on."""
        return urlsplit(self.list_url).hostname or ""

    def is_retired(self, today: date) -> bool:
        """Whether the site is known to have left this platform."""
        return self.until is not None and self.until < today

    def is_awaited(self, today: date) -> bool:
        """Whether the site is known to come to this platform, but not yet."""
        return self.since is not None and self.since > today

    def first(self) -> Request:
        """The request that opens the list."""
        return Request(self.list_url)

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read the *number*-th answer of the list, counted from 1.

        Families override this, or only ``rows`` and ``following``.
        """
        rows = tuple(self.rows(response))
        following = self.following(response, number)
        if not isinstance(response, HtmlResponse):
            return Listing(rows, following)
        trouble = unreachable_page(response, number) if rows and following is None else None
        obstacle = NOT_FOLLOWED if trouble else None
        if number > 1:
            return Listing(rows, following, trouble=trouble, obstacle=obstacle)
        reports = [row for row in rows if read_title(row.title).is_report]
        if reports and (files := page_of_files(response, reports)) is not None:
            return Listing(itself=files)
        own = _newest(rows, report_page(response))
        if own is not None and not reports:
            # Beside the newest one the earlier may stand by their years.
            return Listing(itself=own, columns=sub_columns(response, self.shape))
        parts = (*sub_columns(response, self.shape, is_listless=not rows), *rest_of(response, reports))
        below = tuple({row.url: row for row in reversed(parts)}.values())[::-1]
        return Listing(rows, following, below, trouble, obstacle, itself=own)

    def rows(self, response: "TextResponse") -> Iterable[Row]:
        """The entries of one page: the links of the family's shape, and those to files, by name or by a script that gives them."""
        return self._rows(response)

    def following(self, response: "TextResponse", number: int) -> Request | None:  # noqa: ARG002  # for families that count
        """The request for the page after this one, the *number*-th from 1; None at the end."""
        return next((Request(url) for url in next_links(response)), None)

    def _rows(self, response: "TextResponse") -> Iterator[Row]:
        for anchor in response.css("a[href]"):
            href = anchor.attrib["href"].strip()
            if href.startswith(("javascript:", "#", "mailto:")):
                continue
            url = response.urljoin(href)
            parts = urlsplit(url)
            is_document = is_file(url) or _DOWNLOAD.search(parts.path)
            if not self.shape.search(f"{parts.path}?{parts.query}") and not is_document:
                continue
            title = anchor_title(anchor)
            if title:
                yield Row(url, title, date_beside(anchor))


def _newest(rows: tuple[Row, ...], own: Row | None) -> Row | None:
    """The report that a list shows above its entries, where it is none of them."""
    years = {title.year for title in (read_title(row.title) for row in rows) if title.is_report}
    return own if own is not None and (not years or read_title(own.title).year not in {None, *years}) else None


def anchor_title(anchor: "Selector") -> str:
    """What a link is called: its text, or its title attribute where the text is cut or empty.

    The day of its row is not part of it, though some lists have it within the link. A row of cells that is clicked as a
    whole is called what its longest cell says: the others number and date it.
    """
    cells = anchor.css("td, th") if anchor.root.tag == "tr" else []
    if cells:
        return max((anchor_title(cell) for cell in cells), key=len)
    parts = _heading(anchor).css("::text").getall()
    named = "".join(part for part in parts if not _DAY.fullmatch(part)) or "".join(parts)
    text = _without_day(" ".join(named.split()))
    full = " ".join(anchor.attrib.get("title", "").split())
    return full if not text or (_CUT.search(text) and full) or len(full) > len(text) else text


def _heading(anchor: "Selector") -> "Selector":
    """The part of a link that is its title, where the link is the whole entry: a day, a heading, the text's first words."""
    whole = _squeezed(anchor)
    for part in anchor.css(_HEADINGS):
        own = _squeezed(part)
        is_first = own not in {"", whole} and _ONLY_DAY.fullmatch(whole.partition(own)[0]) is not None
        # A title may be cut short of saying so, before words of the text that say anything.
        if is_first and not _ONLY_DAY.fullmatch(own) and (read_title(own).is_report or _CUT.search(own)):
            return part
    return anchor


def _squeezed(element: "Selector") -> str:
    return "".join("".join(element.css("::text").getall()).split())


def _without_day(text: str) -> str:
    """What a link says without the day that a list puts before or after the title."""
    return _DAY_BESIDE.sub("", text) or text


def date_beside(anchor: "Selector") -> str | None:
    """The date in the row that a link stands in: the nearest element around it that has one, and no other entry."""
    element = anchor.root
    for _step in range(_MOST_ANCESTORS):
        text = "".join(element.itertext())
        if len(text) > _LONGEST_ROW:
            return None
        found = find_date(text)
        if found is not None:
            return found.isoformat()
        parent = element.getparent()
        if parent is None or parent.tag in _REGIONS:
            return None
        if len({link.get("href") for link in parent.iter("a")}) > _MOST_LINKS:
            # Far more than an entry: its dates are any entry's.
            return _date_after(element, parent)
        if _holds_rows(parent):
            return _date_after(element, parent)
        element = parent
    return None


def _date_after(element: "HtmlElement", parent: "HtmlElement") -> str | None:
    """The date between an entry and the next where nothing but their order parts them, if dates follow entries there."""
    before = parent.text or ""
    for earlier in parent:
        if _leads(earlier):
            break
        before += f"{_said(earlier)}{earlier.tail or ''}"
    if find_date(before) is not None:
        return None
    after = element.tail or ""
    for later in element.itersiblings():
        if _leads(later):
            break
        after += f"{_said(later)}{later.tail or ''}"
    found = find_date(after[:_LONGEST_ROW])
    return found.isoformat() if found is not None else None


def _leads(element: "HtmlElement") -> bool:
    return element.tag == "a" or next(element.iter("a"), None) is not None


def _said(element: "HtmlElement") -> str:
    """The text in *element*; comments say nothing."""
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


def _holds_rows(element: "HtmlElement") -> bool:
    """Whether *element* holds several entries: two of its parts of one kind have links, or as many dates as links."""
    linked = [child for child in element if isinstance(child.tag, str) and _leads(child)]
    kinds = [child.tag for child in linked if child.tag not in _NO_ROW]
    if len(kinds) > len(set(kinds)):
        return True
    said = [text for child in element for text in (_said(child), child.tail or "")]
    return len(linked) > 1 and sum(1 for text in said if find_date(text) is not None) > 1
