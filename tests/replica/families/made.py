"""What a made-up office publishes, whatever system its site runs on.

Written for the project. Offices, figures and sentences are invented; what a family's module makes of them
(addresses, paging, markup) follows what is known of that family.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.replica.figures import made_figures
from tests.replica.protocol import Scheme
from tests.replica.render import report_html
from tests.replica.sites.pages import other_document

_OTHERS: Final = (
    ("{city}召开政务公开工作推进会", "03-18"),
    ("关于做好{year}年度政府信息公开工作年度报告编制工作的通知", "12-02"),
    ("{year}年春节放假安排", "01-25"),
    ("{agency}{year}年度法治政府建设年度报告", "03-30"),
    ("一图读懂{agency}{year}年政府信息公开工作年度报告", "02-11"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file attached to a piece."""

    name: str
    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing published. *number* counts up with time, for the ids of addresses; *year* is a report's."""

    number: int
    title: str
    date: str
    body: str
    agency: str
    year: int | None = None
    files: tuple[File, ...] = ()

    @property
    def is_report(self) -> bool:
        """Whether it is an annual report, and not what else lies in the same column."""
        return self.year is not None

    @property
    def hex32(self) -> str:
        """An id of 32 hexadecimal digits, always the same for the same piece."""
        return f"{self.number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"


@dataclass(frozen=True, slots=True)
class Office:
    """Who publishes, where, and what, the newest first."""

    host: str
    agency: str
    city: str
    pieces: tuple[Piece, ...]
    scheme: Scheme = "http"
    rows_per_page: int = 5

    @property
    def reports(self) -> tuple[Piece, ...]:
        """The pieces that a crawl should find."""
        return tuple(piece for piece in self.pieces if piece.is_report)

    def pages(self) -> list[tuple[Piece, ...]]:
        """The pieces as the pages of a list."""
        step = self.rows_per_page
        return [self.pieces[start : start + step] for start in range(0, len(self.pieces), step)] or [()]


def office(
    host: str,
    agency: str = "青原市生态环境局",
    city: str = "青原市",
    years: Iterable[int] = range(2019, 2026),
    *,
    scheme: Scheme = "http",
    rows_per_page: int = 5,
) -> Office:
    """An office with a report for each of *years* among other pieces of the same column."""
    dated: list[tuple[str, str, int | None, str]] = []
    for year in years:
        title = f"{agency}{year}年政府信息公开工作年度报告"
        body = report_html(made_figures(agency, year, len(agency)), title=title)
        dated.append((f"{year + 1}-01-{10 + year % 17:02}", title, year, body))
        other, day = _OTHERS[year % len(_OTHERS)]
        title = other.format(city=city, agency=agency, year=year)
        dated.append((f"{year}-{day}", title, None, other_document(title)))
    pieces = [
        Piece(number, title, date, body, agency, year)
        for number, (date, title, year, body) in enumerate(sorted(dated, key=lambda entry: entry[0]), start=4_100_231)
    ]
    return Office(host, agency, city, tuple(reversed(pieces)), scheme, rows_per_page)
