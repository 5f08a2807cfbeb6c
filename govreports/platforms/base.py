"""What every family of content management systems has in common: a list of links, page after page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urlsplit

from scrapy import Request

from govreports.reading.dates import find_date
from govreports.reading.metadata import Listed
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import TextResponse

_CUT: Final = re.compile(r"(?:\.{2,}|…)\s*$")
_NEXT_PAGE: Final = re.compile(r"^\s*(?:下一?页|后一?页|>|›|»)\s*$")
_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|zip|rar)$", re.IGNORECASE)
_MOST_ANCESTORS: Final = 5
_LONGEST_ROW: Final = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: where it leads (absolute), what it is called, the date beside it."""

    url: str
    title: str
    date: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    """Metadata that the list states beside the link, as label and value (索引号, 发布机构 …)."""

    def listed(self, list_url: str) -> Listed:
        """The row as what it says about the page it leads to."""
        return Listed(url=list_url, title=self.title, date=self.date, labels=self.labels)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one answer says of a list.

    Attributes:
        rows: its entries.
        following: the request that goes on where this answer ends, to the next page or to the data of a shell;
            None at the end of the list.
        columns: lists below this one, by year or by unit, that are to be followed as well.
        trouble: why entries that should be here are not, in words; it becomes an error of the run.
        itself: this answer's own entry, where it is no list but a report.
        is_end: that there are no entries only says that the list is over.
    """

    rows: tuple[Row, ...] = ()
    following: Request | None = None
    columns: tuple[Row, ...] = ()
    trouble: str | None = None
    itself: Row | None = None
    is_end: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether there is anything to ask for: a report, a list below, a further page."""
        reports = any(read_title(row.title).is_report for row in self.rows)
        return reports or bool(self.columns) or self.following is not None


@dataclass(frozen=True, slots=True)
class Source:
    """A list of annual reports on a site, paged and linked as its family does it.

    Attributes:
        list_url: the list's first page.
        evidence: what the address rests on, such as ``stored page, Aug 2024`` or ``unverified``.
        since: the day the site came to this platform, where that is known.
        until: the day the site left this platform, where it has: its silence is then no failure.
        max_pages: where to stop however many pages the list has; reaching it is reported.
    """

    family: ClassVar[str]
    shape: ClassVar[re.Pattern[str]]
    """What the path and query of a detail page's address look like in this family."""

    list_url: str
    evidence: str = "unverified"
    since: date | None = None
    until: date | None = None
    max_pages: int = 200

    @property
    def host(self) -> str:
        """The host the list is on."""
        return urlsplit(self.list_url).hostname or ""

    def is_retired(self, today: date) -> bool:
        """Whether the site is known to have left this platform."""
        return self.until is not None and self.until < today

    def first(self) -> Request:
        """The request that opens the list."""
        return Request(self.list_url)

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read the *number*-th answer of the list, counted from 1.

        Families override this, or only ``rows`` and ``following``.
        """
        return Listing(tuple(self.rows(response)), self.following(response, number))

    def rows(self, response: "TextResponse") -> Iterable[Row]:
        """The entries of one page: the links of the family's shape, and those to files."""
        return self._rows(response)

    def following(self, response: "TextResponse", number: int) -> Request | None:  # noqa: ARG002  # for families that count
        """The request for the page after this one, the *number*-th from 1; None at the end."""
        for anchor in response.css("a[href]"):
            if _NEXT_PAGE.match("".join(anchor.css("::text").getall())):
                href = anchor.attrib["href"]
                if href and not href.startswith(("javascript:", "#")) and response.urljoin(href) != response.url:
                    return response.follow(href)
        return None

    def _rows(self, response: "TextResponse") -> Iterator[Row]:
        for anchor in response.css("a[href]"):
            href = anchor.attrib["href"].strip()
            if href.startswith(("javascript:", "#", "mailto:")):
                continue
            url = response.urljoin(href)
            parts = urlsplit(url)
            if not self.shape.search(f"{parts.path}?{parts.query}") and not _FILE.search(parts.path):
                continue
            title = anchor_title(anchor)
            if title:
                yield Row(url, title, _date_beside(anchor))


def anchor_title(anchor: "Selector") -> str:
    """What a link is called: its text, or its title attribute where the text is cut or empty."""
    text = " ".join("".join(anchor.css("::text").getall()).split())
    full = " ".join(anchor.attrib.get("title", "").split())
    return full if not text or (_CUT.search(text) and full) or len(full) > len(text) else text


def _date_beside(anchor: "Selector") -> str | None:
    """The date in the row that a link stands in: the nearest element around it that has one."""
    element = anchor.root
    for _step in range(_MOST_ANCESTORS):
        text = "".join(element.itertext())
        if len(text) > _LONGEST_ROW:
            return None
        found = find_date(text)
        if found is not None:
            return found.isoformat()
        element = element.getparent()
        if element is None:
            return None
    return None
