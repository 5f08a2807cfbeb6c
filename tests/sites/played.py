"""Hosts played for fixtures: a list where a spider looks for it, in its family's manner, and one report.

Written for the project. What is a fact is the address of each list and how a family pages and links its lists; titles
other than the agency's name, figures, dates and markup are invented, and no page of any site is in here.
"""

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from govreports.platforms import Source
from tests.replica.figures import made_figures
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Scheme, not_found
from tests.replica.render import report_html

_OTHERS: Final = (
    ("关于做好{year}年度政府信息公开工作年度报告编制工作的通知", "12-02"),
    ("{agency}{year}年度法治政府建设年度报告", "11-30"),
    ("一图读懂{agency}{before}年政府信息公开工作年度报告", "03-11"),
)

Page = Callable[[ReplicaRequest], ReplicaResponse]


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a list. *number* makes the address of its page, *year* is a report's."""

    number: int
    title: str
    date: str
    agency: str
    year: int | None = None

    @property
    def compact_date(self) -> str:
        """The date as eight digits."""
        return self.date.replace("-", "")

    @property
    def hex32(self) -> str:
        """An id of 32 hexadecimal digits, always the same for the same piece."""
        return f"{self.number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"


@dataclass(frozen=True, slots=True)
class Column:
    """The list at *url*: *others* stand on its first page, the *report* after them, on the second where there is one."""

    url: str
    others: tuple[Piece, ...]
    report: Piece

    @property
    def folder(self) -> str:
        """The folder that the list's address names or lies in."""
        return urljoin(self.url.partition("?")[0], ".")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of it, in order."""
        return (*self.others, self.report)


@dataclass(eq=False)
class PlayedSite:
    """One host: pages by path and query, and services that heed the query themselves."""

    host: str
    scheme: Scheme
    pages: dict[str, str] = field(default_factory=dict)
    services: dict[str, Page] = field(default_factory=dict)

    def add(self, url: str, page: str) -> None:
        """Put *page* where *url* leads, this host's."""
        parts = urlsplit(url)
        self.pages[_key(parts.path, parts.query)] = page

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The page asked for."""
        if request.bare_path in self.services:
            return self.services[request.bare_path](request)
        page = self.pages.get(_key(request.bare_path, urlsplit(request.path).query))
        return not_found() if page is None else ReplicaResponse(page.encode())


def play(source: Source, agency: str, year: int) -> PlayedSite:
    """The host of *source*, with a report of *agency* on *year* in its list.

    Raises:
        KeyError: nothing is known of how to play its family.
    """
    site = PlayedSite(source.host, "https" if source.list_url.startswith("https:") else "http")
    number = 4_100_231 + year
    others = tuple(
        Piece(number + place, title.format(agency=agency, year=year, before=year - 1), f"{year}-{day}", agency)
        for place, (title, day) in enumerate(_OTHERS, 1)
    )
    report = Piece(
        number, f"{agency}{year}年政府信息公开工作年度报告", f"{year + 1}-01-{10 + year % 17:02}", agency, year
    )
    _FAMILIES[source.family](site, Column(source.list_url, others, report))
    return site


# Families


def _trs(site: PlayedSite, column: Column) -> None:
    extension = "shtml" if column.url.endswith(".shtml") else "html"
    name = (
        f"{column.report.date[:4]}{column.report.date[5:7]}/t{column.report.compact_date}_{column.report.number}.html"
    )

    def pager(number: int) -> str:
        return f'<script>createPageHTML(2, {number}, "index", "{extension}");</script>'

    links = [f"./{it.compact_date[:6]}/t{it.compact_date}_{it.number}.html" for it in column.others]
    site.add(column.url, _list(column, column.others, links, pager(0)))
    second = _list(column, [column.report], [f"./{name}"], pager(1))
    site.add(urljoin(column.folder, f"index_1.{extension}"), second)
    site.add(urljoin(column.folder, name), _detail(column.report, '<div class="TRS_Editor">{}</div>'))


def _generic(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(column.folder, f"{piece.compact_date}/{piece.number}.html")

    second = urljoin(column.folder, "list_2.html")
    links = [link(piece) for piece in column.others]
    site.add(column.url, _list(column, column.others, links, f'<div class="page"><a href="{second}">下一页</a></div>'))
    site.add(second, _list(column, [column.report], [link(column.report)], '<div class="page">下一页</div>'))
    site.add(link(column.report), _detail(column.report, '<div class="article">{}</div>'))


def _channel_doc(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(_as_folder(column.url), f"doc_{piece.hex32[:24]}.html")

    # As its script would draw it: no address of its data is known.
    site.add(column.url, _list(column, column.pieces, [link(piece) for piece in column.pieces]))
    site.add(link(column.report), _detail(column.report, '<div class="doc-body">{}</div>'))


def _easysite(site: PlayedSite, column: Column) -> None:
    query = parse_qs(urlsplit(column.url).query)

    def link(piece: Piece) -> str:
        if "pageId" in query:
            return urljoin(
                column.url, f"/eportal/ui?pageId={query['pageId'][0]}7&articleKey={piece.number}&columnId=792560"
            )
        return urljoin(column.folder, f"{piece.number}/index.html")

    page_id = query["pageId"][0] if "pageId" in query else "2768031"
    second = urljoin(column.url, f"/eportal/ui?pageId={page_id}&currentPage=2&moduleId={column.report.hex32}")
    pager = f'<div class="easysite-page"><a href="{escape(second)}">下一页</a>第1页/共2页</div>'
    site.add(column.url, _list(column, column.others, [link(piece) for piece in column.others], pager))
    site.add(second, _list(column, [column.report], [link(column.report)]))
    site.add(link(column.report), _detail(column.report, '<div class="easysite-news-text">{}</div>'))


def _home(site: PlayedSite, column: Column) -> None:
    """A home page, from which two steps lead to a list of no particular family."""
    publicity, annual = urljoin(column.url, "/zwgk/"), urljoin(column.url, "/zwgk/zfxxgknb/")
    site.add(column.url, _page(column.report.agency, '<a href="/gzdt/">工作动态</a> <a href="/zwgk/">政府信息公开</a>'))
    site.add(
        publicity,
        _page("政府信息公开", '<a href="/zwgk/zn/">公开指南</a> <a href="/zwgk/zfxxgknb/">政府信息公开年报</a>'),
    )
    _generic(site, Column(annual, column.others, column.report))


_FAMILIES: Final[Mapping[str, Callable[[PlayedSite, Column], None]]] = {
    "channel_doc": _channel_doc,
    "easysite": _easysite,
    "generic": _generic,
    "home": _home,
    "trs": _trs,
}

# Pages


def _list(column: Column, pieces: list[Piece] | tuple[Piece, ...], links: list[str], below: str = "") -> str:
    rows = "\n".join(
        f'<li><a href="{escape(link)}">{escape(piece.title)}</a><span>{piece.date}</span></li>'
        for piece, link in zip(pieces, links, strict=True)
    )
    return _page("政府信息公开年报", f"<ul>\n{rows}\n</ul>\n{below}")


def _detail(piece: Piece, holder: str) -> str:
    body = report(piece)
    about = f"发布机构：{piece.agency} 发布日期：{piece.date}"
    return _page(piece.title, f"<h1>{piece.title}</h1>\n<p>{about}</p>\n{holder.format(chr(10) + body + chr(10))}")


def report(piece: Piece) -> str:
    """The report itself, short and plain."""
    figures = made_figures(piece.agency, piece.year or 0, len(piece.agency) + piece.number % 11)
    return _STYLE.sub("", report_html(figures, title=piece.title))


def _page(title: str, content: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n{content}\n</body></html>\n"
    )


_STYLE: Final = re.compile(r' style="[^"]*"| border="1" cellspacing="0" align="center"')


def _as_folder(url: str) -> str:
    path = urlsplit(url).path
    return urljoin(url, path if path.endswith("/") or "." in posixpath.basename(path) else f"{path}/")


def _key(path: str, query: str) -> str:
    ordered = urlencode(
        sorted((name, value) for name, values in parse_qs(query, keep_blank_values=True).items() for value in values)
    )
    return f"{path or '/'}?{ordered}"


def _json(answer: object) -> ReplicaResponse:
    body = json.dumps(answer, ensure_ascii=False).encode()
    return ReplicaResponse(body, content_type="application/json;charset=UTF-8")
