"""What made-up hosts have in common, whatever their system: a static server, meta tags, links abroad, files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final, Literal

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import File, Office, Piece
from tests.replica.figures import made_figures
from tests.replica.protocol import Answer, ReplicaRequest, ReplicaResponse, Scheme, Site, not_found
from tests.replica.render import pdf, report_blocks, report_docx
from tests.replica.render.binary import doc
from tests.replica.sites.pages import DOCX, Maker, paragraphs

MetaStyle = Literal["plain", "reversed", "lower", "none"]
"""``reversed``: ``<META content=… name=…>``; ``lower``: names in lower case; ``none``: a site without the tags."""

Encoding = Literal["utf-8", "gb2312", "undeclared", "mislabelled"]
"""The last three are GBK bytes: declared in the page, declared nowhere, declared to be UTF-8."""

FileKind = Literal["doc", "docx", "pdf"]

COLUMN_NAME: Final = "政府信息公开年报"
COLUMN_TYPE: Final = "信息公开年报"
_MEDIA_TYPES: Final[Mapping[FileKind, str]] = {
    "doc": "application/msword",
    "docx": DOCX,
    "pdf": "application/pdf",
}


@dataclass(eq=False)
class FamilySite:
    """A host of static pages, which as all such hosts pays no heed to a page's query, and of services.

    A subclass fills the tables in ``_fill``. *column* is the path of the first page of the annual
    reports' list, *addresses* the absolute address of each piece by its number.
    """

    office: Office
    pages: dict[str, Maker] = field(init=False, default_factory=dict)
    services: dict[str, Answer] = field(init=False, default_factory=dict)
    addresses: dict[int, str] = field(init=False, default_factory=dict)
    also: tuple[Site, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        self._fill()

    def _fill(self) -> None:
        raise NotImplementedError

    @property
    def host(self) -> str:
        """The office's."""
        return self.office.host

    @property
    def scheme(self) -> Scheme:
        """The office's."""
        return self.office.scheme

    @property
    def start(self) -> str:
        """The path of the column that a crawl should come to."""
        raise NotImplementedError

    @property
    def found(self) -> tuple[Piece, ...]:
        """The reports that the host lets a crawl find: all of them, unless it hides some."""
        return self.office.reports

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """A service's answer, a page, the folder that a path without its slash means, or nothing."""
        path = request.bare_path
        if (service := self.services.get(path)) is not None:
            return service(request)
        if (maker := self.pages.get(path)) is not None:
            return maker() if request.method in {"GET", "HEAD"} else ReplicaResponse(status=405)
        if path + "/" in self.pages:
            return ReplicaResponse(status=301, headers={"Location": absolute(self.office, path + "/")})
        return not_found()

    def add_fillers(self, entries: Iterable[tuple[str, str]], page: Callable[[str], str]) -> None:
        """Serve a page of next to nothing for each menu entry (text and path) that has none yet."""
        for text, path in entries:
            if path.startswith("/") and path.partition("?")[0] not in {*self.pages, *self.services}:
                self.pages[path] = serve(page(text))

    def add_folder(self, folder: str, maker: Maker, index: str = "index.html") -> None:
        """Serve a page as a folder and as the folder's index file."""
        self.pages[folder] = self.pages[folder + index] = maker


def made_host(
    site: FamilySite, *, trouble: str | None = None, played: Site | None = None, closed: bool = False
) -> MadeHost:
    """*site* with what a crawl should find there.

    *played* stands before it where trouble was put in its way; *closed* if that keeps a crawl from the list.
    """
    return MadeHost(
        site=played or site,
        office=site.office,
        home=absolute(site.office, "/"),
        column=None if closed else absolute(site.office, site.start),
        reports=() if closed else tuple(site.addresses[piece.number] for piece in site.found),
        trouble=trouble,
        also_sites=site.also,
    )


def absolute(office: Office, path: str) -> str:
    """The address of *path* on the office's host."""
    return f"{office.scheme}://{office.host}{path}"


def domain(office: Office) -> str:
    """The host without its first label: the city's domain."""
    return office.host.partition(".")[2]


def gathered(first: Office, *others: Office) -> Office:
    """One column with the pieces of several offices, as cities keep them."""
    dated = sorted((piece for one in (first, *others) for piece in one.pieces), key=lambda piece: piece.date)
    numbered = [replace(piece, number=number) for number, piece in enumerate(dated, start=5_210_077)]
    return replace(first, pieces=tuple(reversed(numbered)))


def with_files(office: Office, kinds: Mapping[int, FileKind], *, bodies: bool = False) -> Office:
    """The reports of some years in a file, with their text on the page besides only if *bodies*."""
    pieces = tuple(
        piece if (kind := kinds.get(piece.year or 0)) is None else _with_file(piece, kind, bodies=bodies)
        for piece in office.pieces
    )
    return replace(office, pieces=pieces)


def _with_file(piece: Piece, kind: FileKind, *, bodies: bool) -> Piece:
    assert piece.year is not None
    figures = made_figures(piece.agency, piece.year, len(piece.agency))
    if kind == "docx":
        data = report_docx(figures, title=piece.title)
    elif kind == "pdf":
        data = pdf(piece.title, report_blocks(figures))
    else:
        data = doc([piece.title, *report_blocks(figures)])
    file = File(f"{piece.title}.{kind}", data, _MEDIA_TYPES[kind])
    return replace(piece, body=piece.body if bodies else paragraphs(["全文见附件。"]), files=(file,))


def suffix(file: File) -> str:
    """How a file's name ends, without the dot."""
    return file.name.rpartition(".")[2]


def file_response(file: File, headers: Mapping[str, str] | None = None, media_type: str | None = None) -> Maker:
    """A maker of the file's bytes."""
    return lambda: ReplicaResponse(file.body, content_type=media_type or file.media_type, headers=headers or {})


def short(title: str, letters: int, mark: str = "…") -> str:
    """*title* as lists cut it."""
    return title if len(title) <= letters else title[:letters] + mark


def meta(
    office: Office, style: MetaStyle, column: tuple[str, str] | None = None, piece: Piece | None = None, **more: str
) -> str:
    """The standard tags of a page: the site's, those of its *column* (name and type), those of its *piece*."""
    if style == "none":
        return ""
    tags = {"SiteName": f"{office.agency}网站", "SiteDomain": office.host, "SiteIDCode": "3699000123"}
    if column is not None:
        name, kind = column
        tags |= {"ColumnName": name, "ColumnDescription": f"{name}栏目", "ColumnKeywords": name, "ColumnType": kind}
    if piece is not None:
        # Some sites put their own name before every title.
        title = f"{office.agency}网站——{piece.title}" if style == "reversed" else piece.title
        tags |= {"ArticleTitle": title, "PubDate": clock(piece), "ContentSource": piece.agency, "Keywords": ""}
    tags |= more
    return "\n".join(_tag(style, name, content) for name, content in tags.items())


def _tag(style: MetaStyle, name: str, content: str) -> str:
    if style == "reversed":
        return f'<META content="{escape(content)}" name="{name}">'
    shown = name.lower() if style == "lower" else name
    return f'<meta name="{shown}" content="{escape(content)}"/>'


def clock(piece: Piece, *, seconds: bool = False) -> str:
    """When a piece came out, to the minute: an hour of its own, the same every time."""
    at = f"{piece.date} {8 + piece.number % 10:02}:{piece.number * 7 % 60:02}"
    return f"{at}:{piece.number % 60:02}" if seconds else at


def day(piece: Piece) -> tuple[int, int, int]:
    """Year, month and day of publication."""
    year, month, number = piece.date.split("-")
    return int(year), int(month), int(number)


def charset_tag(encoding: Encoding) -> str:
    """What a page's head says of its bytes."""
    if encoding == "undeclared":
        return ""
    name = "gb2312" if encoding == "gb2312" else "utf-8"
    return f'<meta http-equiv="Content-Type" content="text/html; charset={name}" />'


def serve(page: str, encoding: Encoding = "utf-8", content_type: str = "text/html") -> Maker:
    """A maker of a page in its bytes; the header says nothing of them, as most servers' do."""
    data = page.encode("utf-8" if encoding == "utf-8" else "gbk")
    return lambda: ReplicaResponse(data, content_type=content_type)


def abroad(office: Office) -> list[tuple[str, str]]:
    """Links that every home page has and that lead to other hosts."""
    return [
        ("中国政府网", "https://www.gov.cn/"),
        (f"{office.city}人民政府", f"http://www.{domain(office)}/"),
        ("政务服务网", f"https://zwfw.{domain(office)}/index/"),
        ("微博", "https://weibo.com/u/5512300981"),
        ("政府信息公开平台", f"http://xxgk.{domain(office)}/"),
    ]


def links(entries: Iterable[tuple[str, str]], item: str = "<li>{}</li>", attributes: str = "") -> str:
    """Anchors, each in its *item*."""
    return "\n".join(item.format(f'<a href="{escape(url)}"{attributes}>{text}</a>') for text, url in entries)


def visits(piece: Piece) -> int:
    """What the page's counter shows."""
    return 100 + piece.number * 37 % 9_000
