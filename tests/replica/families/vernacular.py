"""What sites of no known system, each built by hand, have in common: pages put on a shelf one by one.

Written for the project. The addresses follow shapes that real sites have; markup, offices and figures are invented.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Final, Literal

from tests.replica.families.hosts import MadeHost
from tests.replica.families.made import Office, Piece, office
from tests.replica.figures import made_figures
from tests.replica.protocol import ReplicaResponse, Site
from tests.replica.render import pdf as report_pdf
from tests.replica.render import report_blocks, report_docx, report_html, report_title
from tests.replica.sites.pages import DOCX, Maker, PageSite, other_document

Block = Literal["table", "rows", "spans", "list", "dl", "line", "none"]

NOISE: Final = (
    "{city}政府网站工作年度报表（2024年度）",
    "{agency}2024年度法治政府建设年度报告",
    "{city}统计年鉴2024",
    "{agency}2024年部门决算公开",
    "{agency}召开2023年政府信息公开年报编制工作部署会",
    "我市发布2023年政府信息公开工作年度报告 依申请公开同比下降",
    "关于印发{city}2024年政务公开工作要点的通知",
)


class Shelf:
    """The pages of one host. *encoding* is that of its pages."""

    def __init__(self, of: Office, encoding: str = "utf-8", *, header: bool = True) -> None:
        self.of = of
        self._encoding = encoding
        self._type = f"text/html; charset={encoding}" if header else "text/html"
        self._pages: dict[str, Maker] = {}

    def put(self, path: str, page: str, status: int = 200) -> str:
        """Put *page* at *path*, which comes back."""
        response = ReplicaResponse(page.encode(self._encoding, "xmlcharrefreplace"), status, self._type)
        self._pages[path] = lambda: response
        return path

    def file(self, path: str, body: bytes, media_type: str = DOCX) -> str:
        """Put a file at *path*, which comes back."""
        self._pages[path] = lambda: ReplicaResponse(body, content_type=media_type)
        return path

    def moved(self, path: str, to: str) -> str:
        """Answer *path* by sending elsewhere."""
        self._pages[path] = lambda: ReplicaResponse(b"", 302, headers={"Location": to})
        return path

    def url(self, path: str) -> str:
        """The address of *path*."""
        return f"{self.of.scheme}://{self.of.host}{path}"

    def noise(self, path: Callable[[int], str]) -> list[tuple[str, str]]:
        """Pages that only sound like the reports: path and title."""
        titles = [title.format(city=self.of.city, agency=self.of.agency) for title in NOISE]
        return [
            (self.put(path(number), document(title, other_document(title))), title)
            for number, title in enumerate(titles, start=1)
        ]

    def made(
        self,
        reports: Iterable[str],
        *,
        home: str = "/",
        column: str | None = None,
        trouble: str | None = None,
        also: Sequence[Site] = (),
    ) -> MadeHost:
        """The host, with what must come out of it."""
        return MadeHost(
            site=PageSite(self.of.host, self.of.scheme, self._pages),
            office=self.of,
            home=self.url(home),
            column=None if column is None else self.url(column),
            reports=tuple(path if "://" in path else self.url(path) for path in reports),
            trouble=trouble,
            also_sites=tuple(also),
        )


def index_of(piece: Piece) -> str:
    """The index number that the pages show."""
    return f"01438{piece.number % 10000:04}/{piece.date[:4]}-{piece.number % 100000:05}"


def document(title: str, body: str, *, above: str = "", encoding: str = "utf-8", site: str = "") -> str:
    """A page with a title and a body, in the plainest of frames."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{escape(title)}{site}</title></head><body>'
        f'<div class="wz">当前位置：<a href="/">首页</a></div>{above}<div class="biaoti">{escape(title)}</div>'
        f'<div class="content" id="nr">{body}</div><div class="foot">主办单位 网站地图 联系我们 '
        '<a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div></body></html>'
    )


def listing(title: str, inside: str, *, head: str = "", encoding: str = "utf-8") -> str:
    """A page that is not a document."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{escape(title)}</title>{head}</head>'
        f"<body>{inside}<div class=foot>版权所有 网站地图</div></body></html>"
    )


def block(piece: Piece, layout: Block = "table") -> str:
    """What the page says of the document, in one of the layouts that sites have."""
    day = piece.date
    spelt = f"{day[:4]}年{day[5:7]}月{day[8:]}日"
    pairs = {
        "索 引 号": index_of(piece),
        "主题分类": "政务公开/信息公开年报",
        "发布机构": piece.agency,
        "发布日期": spelt if layout in {"rows", "dl"} else day,
        "文  号": "",
        "有 效 性": "有效",
    }
    if layout == "none":
        return ""
    if layout == "table":
        cells = [f"<td><b>{name}：</b></td><td>{value}</td>" for name, value in pairs.items()]
        rows = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
        return f'<table class="xxgk_top" width="100%">{rows}</table>'
    if layout == "rows":
        return "<table border=1>" + "".join(f"<tr><th>{n}</th><td>{v}</td></tr>" for n, v in pairs.items()) + "</table>"
    if layout == "spans":
        return (
            '<div class="sx">'
            + "".join(f"<p><label>{n}:</label><span>{v}</span></p>" for n, v in pairs.items())
            + "</div>"
        )
    if layout == "list":
        return '<ul class="info">' + "".join(f"<li><em>{n}：</em>{v}</li>" for n, v in pairs.items()) + "</ul>"
    if layout == "dl":
        return "<dl>" + "".join(f"<dt>{n}</dt><dd>{v}</dd>" for n, v in pairs.items()) + "</dl>"
    return f'<div class="ly">发布日期：{day}&nbsp;&nbsp;来源：{piece.agency}&nbsp;&nbsp;浏览次数：<span id="hits">212</span>次</div>'


def body(piece: Piece, style: Literal["plain", "word", "fillers"] = "plain") -> str:
    """The report's tables and text in another dress than the office's own."""
    if piece.year is None:
        return piece.body
    return report_html(made_figures(piece.agency, piece.year, len(piece.agency)), style=style, title=piece.title)


def as_docx(piece: Piece) -> bytes:
    """The report as a Word file."""
    assert piece.year is not None
    return report_docx(made_figures(piece.agency, piece.year, len(piece.agency)), title=piece.title)


def as_pdf(piece: Piece) -> bytes:
    """The report as a PDF."""
    assert piece.year is not None
    figures = made_figures(piece.agency, piece.year, len(piece.agency))
    return report_pdf(report_title(figures), report_blocks(figures))


def several(host: str, city: str, agencies: Sequence[str], years: Iterable[int]) -> Office:
    """An office in whose column other agencies of the city publish too; the first of *agencies* is its own."""
    years = list(years)
    offices = [office(host, f"{city}{agency}", city, years) for agency in agencies]
    pieces = [
        replace(piece, number=piece.number + 40 * place)
        for place, each in enumerate(offices)
        for piece in (each.pieces if place == 0 else each.reports)
    ]
    return replace(offices[0], pieces=tuple(sorted(pieces, key=lambda piece: piece.date, reverse=True)))


def pages_of(pieces: Sequence[Piece], step: int) -> list[Sequence[Piece]]:
    """*pieces* as the pages of a list."""
    return [pieces[start : start + step] for start in range(0, len(pieces), step)]


def short(title: str, length: int = 18) -> str:
    """A title as a list cuts it."""
    return title if len(title) <= length else f"{title[:length]}..."


def uuid_of(piece: Piece) -> str:
    """An id with hyphens, always the same for the same piece."""
    digits = piece.hex32
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
