"""Made-up hosts written page by page, each in a markup of its own, and what a crawl of each should come back with.

Written for the project, like the pieces that they publish: offices, figures and sentences are invented; addresses,
paging and footprints follow what is known of the systems.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import Office, Piece
from tests.replica.figures import made_figures
from tests.replica.protocol import Answer, ReplicaRequest, ReplicaResponse, Scheme, Site, not_found
from tests.replica.render import pdf, report_blocks, report_docx, report_html
from tests.replica.sites.pages import DOCX, other_document

FileKind = Literal["docx", "pdf"]

_MEDIA_TYPES: Final[Mapping[FileKind, str]] = {"docx": DOCX, "pdf": "application/pdf"}

NEWS: Final = (
    "全市政务公开工作推进会召开",
    "关于做好年度政府信息公开工作年度报告编制发布工作的通知",
    "一图读懂政府信息公开工作年度报告",
    "我市通报政府信息公开年度报告发布情况",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing published: what a detail page and a list's row are made of. *href* is its path on the host."""

    href: str
    title: str
    date: str
    agency: str
    year: int | None
    body: str
    number: int

    @property
    def dashless(self) -> str:
        """The date as eight digits."""
        return self.date.replace("-", "")

    @property
    def short_date(self) -> str:
        """The date without its year."""
        return self.date[5:]

    @property
    def hex32(self) -> str:
        """An id of 32 hexadecimal digits."""
        return hex32(self.number)


Detail = Callable[[Paper], str]
Address = Callable[[Paper], str]


class Handmade:
    """A host whose pages are put at their paths one by one.

    A path with a query is looked up with the query first and then, as static servers do, without.
    """

    def __init__(
        self, host: str, agency: str, city: str, *, scheme: Scheme = "http", charset: Literal["utf-8", "gbk"] = "utf-8"
    ) -> None:
        self.host, self.agency, self.city, self.scheme = host, agency, city, scheme
        self.charset = charset
        self.answers: dict[str, ReplicaResponse | Answer] = {}
        self.papers: list[Paper] = []
        self._wanted: list[str] = []

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page at the path, or that there is none."""
        answer = self.answers.get(_ordered(request.path)) or self.answers.get(request.bare_path)
        if answer is None:
            return not_found()
        return answer if isinstance(answer, ReplicaResponse) else answer(request)

    def url(self, path: str) -> str:
        """The absolute address of *path*."""
        return urljoin(f"{self.scheme}://{self.host}/", path)

    def put(self, path: str, page: str, status: int = 200) -> None:
        """An HTML page in the host's encoding, which the server names only where it is UTF-8."""
        media_type = "text/html; charset=utf-8" if self.charset == "utf-8" else "text/html"
        self.answers[_ordered(path)] = ReplicaResponse(page.encode(self.charset), status, media_type)

    def put_file(self, path: str, body: bytes, media_type: str) -> None:
        """A file."""
        self.answers[_ordered(path)] = ReplicaResponse(body, 200, media_type)

    def put_text(self, path: str, text: str, media_type: str = "text/plain") -> None:
        """A text such as robots.txt or an interface's answer."""
        self.put_file(path, text.encode(), media_type)

    def report_file(self, path: str, paper: Paper, kind: FileKind) -> None:
        """The report of *paper* as a file."""
        if paper.year is None:
            raise ValueError(f"{paper.title} is no report")
        figures = made_figures(paper.agency, paper.year, len(paper.agency))
        body = report_docx(figures, title=paper.title) if kind == "docx" else pdf(paper.title, report_blocks(figures))
        self.put_file(path, body, _MEDIA_TYPES[kind])

    def report(
        self,
        year: int,
        address: Address,
        *,
        title: str | None = None,
        agency: str | None = None,
        date: str | None = None,
        wanted: bool = True,
    ) -> Paper:
        """A report of *year*, published in the January after; not *wanted* where a crawl cannot or should not read it."""
        agency = agency or self.agency
        title = title or f"{agency}{year}年政府信息公开工作年度报告"
        body = report_html(made_figures(agency, year, len(agency)), title=title)
        paper = self._paper(title, date or f"{year + 1}-01-{11 + year % 17:02}", agency, year, body, address)
        if wanted:
            self._wanted.append(self.url(paper.href))
        return paper

    def other(self, title: str, date: str, address: Address) -> Paper:
        """A piece that is no report."""
        return self._paper(title, date, self.agency, None, other_document(title), address)

    def show(self, detail: Detail) -> None:
        """Put the pages of every paper made so far that has none yet."""
        for paper in self.papers:
            path = _ordered(urlsplit(paper.href)._replace(scheme="", netloc="").geturl())
            if path not in self.answers:
                self.put(path, detail(paper))

    def newest_first(self) -> list[Paper]:
        """The papers as a list shows them."""
        return sorted(self.papers, key=lambda paper: paper.date, reverse=True)

    def made(
        self, column: str | None, *, home: str = "/", trouble: str | None = None, also: tuple[Site, ...] = ()
    ) -> MadeHost:
        """The host with what a crawl should come back with."""
        pieces = tuple(
            Piece(paper.number, paper.title, paper.date, "", paper.agency, paper.year) for paper in self.newest_first()
        )
        return MadeHost(
            site=self,
            office=Office(self.host, self.agency, self.city, pieces, self.scheme),
            home=self.url(home),
            column=None if column is None else self.url(column),
            reports=tuple(self._wanted),
            trouble=trouble,
            also_sites=also,
        )

    def _paper(self, title: str, date: str, agency: str, year: int | None, body: str, address: Address) -> Paper:
        number = 5_301_207 + 113 * len(self.papers)
        blank = Paper("", title, date, agency, year, body, number)
        paper = Paper(address(blank), title, date, agency, year, body, number)
        self.papers.append(paper)
        return paper


def hex32(number: int) -> str:
    """An id of 32 hexadecimal digits, always the same for the same *number*."""
    return f"{(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128):032x}"


def cut(title: str, letters: int, mark: str = "...") -> str:
    """*title* as a list with little room shows it."""
    return title if len(title) <= letters else title[:letters] + mark


def pages_of(papers: list[Paper], rows: int) -> list[list[Paper]]:
    """The papers as the pages of a list."""
    return [papers[start : start + rows] for start in range(0, len(papers), rows)] or [[]]


def _ordered(path: str) -> str:
    parts = urlsplit(path)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{parts.path}?{query}" if query else parts.path
