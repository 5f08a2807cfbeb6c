"""Hosts played for fixtures: a list where a spider looks for it, in its family's manner, and one report.

Written for the project. What is a fact is the address of each list and how a family pages and links its lists; titles
other than the agency's name, figures, dates and markup are invented, and no page of any site is in here.
"""

import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
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

_NAME: Final = "政府信息公开年报"

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

    def of_year(self, year: int) -> "Piece":
        """The same agency's report on *year*."""
        title, date = f"{self.agency}{year}年政府信息公开工作年度报告", f"{year + 1}-01-{10 + year % 17:02}"
        return Piece(4_100_231 + year, title, date, self.agency, year)


Pieces = Sequence[Piece]


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


def play(source: Source, agency: str, year: int, hosts: dict[str, PlayedSite]) -> None:
    """Put the list of *source*, with a report of *agency* on *year* in it, on its host among *hosts*.

    Raises:
        KeyError: nothing is known of how to play its family.
    """
    parts = urlsplit(source.list_url)
    scheme: Scheme = "https" if parts.scheme == "https" else "http"
    site = hosts.setdefault(parts.netloc, PlayedSite(parts.netloc, scheme))
    report = Piece(0, "", "", agency).of_year(year)
    others = tuple(
        Piece(report.number - place, title.format(agency=agency, year=year, before=year - 1), f"{year}-{day}", agency)
        for place, (title, day) in enumerate(_OTHERS, 1)
    )
    _FAMILIES[source.family](site, Column(source.list_url, others, report))


# Families


def _trs(site: PlayedSite, column: Column) -> None:
    extension = "shtml" if column.url.endswith(".shtml") else "html"
    name = (
        f"{column.report.date[:4]}{column.report.date[5:7]}/t{column.report.compact_date}_{column.report.number}.html"
    )

    def pager(number: int) -> str:
        return f'<script>createPageHTML(2, {number}, "index", "{extension}");</script>'

    links = [f"./{it.compact_date[:6]}/t{it.compact_date}_{it.number}.html" for it in column.others]
    site.add(column.url, _list(column.others, links, pager(0)))
    second = _list([column.report], [f"./{name}"], pager(1))
    site.add(urljoin(column.folder, f"index_1.{extension}"), second)
    site.add(urljoin(column.folder, name), _detail(column.report, '<div class="TRS_Editor">{}</div>'))


def _generic(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(column.folder, f"{piece.compact_date}/{piece.number}.html")

    _two_pages(site, column, link, urljoin(column.folder, "list_2.html"))
    site.add(link(column.report), _detail(column.report, '<div class="article">{}</div>'))


def _channel_doc(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(_as_folder(column.url), f"doc_{piece.hex32[:24]}.html")

    # As its script would draw it: no address of its data is known.
    site.add(column.url, _list(column.pieces, [link(piece) for piece in column.pieces]))
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
    site.add(column.url, _list(column.others, [link(piece) for piece in column.others], pager))
    site.add(second, _list([column.report], [link(column.report)]))
    site.add(link(column.report), _detail(column.report, '<div class="easysite-news-text">{}</div>'))


def _gkmlpt(site: PlayedSite, column: Column) -> None:
    """The directory's page with its tree, and the API that its lists come from, three entries a page."""
    base = column.url[: column.url.index("/gkmlpt") + len("/gkmlpt")]
    number, sid = 8317, "755099"
    tree = [
        {"id": number - 1, "name": "政府信息公开指南", "jump_url": "", "children": []},
        {"id": number, "name": "政府信息公开年报", "jump_url": "", "children": []},
    ]
    config = json.dumps({"SID": sid, "TREE": tree}, ensure_ascii=False)
    site.add(
        column.url, _page("政府信息公开平台", f"<div id='app'></div>\n<script>window._CONFIG = {config};</script>")
    )

    def link(piece: Piece) -> str:
        return f"{base}/content/{piece.number // 1_000_000}/{piece.number // 1000}/post_{piece.number}.html"

    def entries(request: ReplicaRequest) -> ReplicaResponse:
        first = request.query["page"] == "1"
        pieces = column.others if first else (column.report,)
        listed = [
            {
                "id": it.number,
                "title": it.title,
                "url": link(it),
                "publisher": it.agency,
                "created_at": f"{it.date} 10:00:00",
            }
            for it in pieces
        ]
        return _json({"classify": {"post_count": len(column.pieces)}, "articles": listed})

    site.services[urlsplit(f"{base}/api/all/{number}").path] = entries
    site.add(link(column.report), _detail(column.report, '<div class="article-content">{}</div>'))


def _hanweb(site: PlayedSite, column: Column) -> None:
    """Three rows in the page, and one more from the proxy that its script names."""
    found = re.search(r"/col/col(\d+)/", column.url)
    number = found[1] if found else "1"

    def link(piece: Piece) -> str:
        year, month, day = (int(part) for part in piece.date.split("-"))
        return f"/art/{year}/{month}/{day}/art_{number}_{piece.number}.html"

    def store(pieces: Pieces) -> str:
        records = "".join(
            f"<record><![CDATA[<li><a href='{link(it)}' title='{it.title}'>{it.title}</a><span>{it.date}</span></li>]]></record>\n"
            for it in pieces
        )
        total = f"<totalrecord>{len(column.pieces)}</totalrecord>"
        return f"<datastore>{total}<recordset>\n{records}</recordset></datastore>"

    call = f"$('#764752').jpage({{totalRecord:{len(column.pieces)},perPage:{len(column.others)},webid:1,columnid:{number},unitid:'764752'}});"
    rows = f'<div id="764752"><script type="text/xml">{store(column.others)}</script></div>'
    site.add(column.url, _page(_NAME, f"{rows}\n<script>{call}</script>"))
    site.services["/module/web/jpage/dataproxy.jsp"] = lambda _request: ReplicaResponse(
        store([column.report]).encode(), content_type="application/xml;charset=utf-8"
    )
    site.add(urljoin(column.url, link(column.report)), _detail(column.report, '<div id="zoom">{}</div>'))


def _hanweb_annual(site: PlayedSite, column: Column) -> None:
    """A page a year and a menu of two of them: one with the report, one with the frame of the page only."""
    asked = parse_qs(urlsplit(column.url).query)["fbtime"][0]
    year = str(column.report.year)
    menu = "".join(f"<option value='{it}'>{it}</option>" for it in sorted({year, asked, str(int(year) - 1)})[-2:])
    frame = _page(_NAME, f"<select id='year'>{menu}</select>")
    full = _detail(column.report, f"<select id='year'>{menu}</select><div>{{}}</div>")
    site.services[urlsplit(column.url).path] = lambda request: ReplicaResponse(
        (full if request.query.get("fbtime") == year else frame).encode()
    )


def _jpaas(site: PlayedSite, column: Column) -> None:
    """A shell, and the unit that its script asks for, three rows a page."""
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    query = f"{{'parseType':'buildstatic','webId':'4f1de04c','pageType':'column','tagId':'信息列表','pageId':'{column.report.hex32}'}}"
    script = f'<script src="/cms_files/default/script/unitbuild.js" url="{unit}" queryData="{query}"></script>'
    site.add(column.url, _page(_NAME, script))

    def link(piece: Piece) -> str:
        return urljoin(column.folder, f"art/{piece.date[:4]}/art_{piece.hex32}.html")

    def rows(request: ReplicaRequest) -> ReplicaResponse:
        number = int(json.loads(request.query["paramJson"])["pageNo"])
        pieces = column.others if number == 1 else [column.report]
        pager = f'<div class="pages" pageNo="{number}" rows="{len(column.others)}" count="{len(column.pieces)}"></div>'
        markup = f"{_rows(pieces, [link(it) for it in pieces])}\n{pager}"
        return _json({"success": True, "code": "200", "data": {"html": markup}})

    site.services[unit] = rows
    site.add(link(column.report), _detail(column.report, '<div class="article-content" id="zoom">{}</div>'))


def _ucap(site: PlayedSite, column: Column) -> None:
    """A list in files, counted by a script."""
    name = posixpath.basename(urlsplit(column.url).path).removesuffix(".shtml") or "list"

    def link(piece: Piece) -> str:
        return urljoin(column.folder, f"{piece.compact_date[:6]}/{piece.hex32}.shtml")

    def pager(number: int) -> str:
        return f"<script>createPageHTML('page_div',2, {number},'{name}','shtml',{len(column.pieces)});</script>"

    site.add(column.url, _list(column.others, [link(piece) for piece in column.others], pager(1)))
    site.add(urljoin(column.folder, f"{name}_2.shtml"), _list([column.report], [link(column.report)], pager(2)))
    holder = "<UCAPCONTENT><div class='article-content'>{}</div></UCAPCONTENT>"
    site.add(link(column.report), _detail(column.report, holder))


def _nfcms(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(column.folder, f"content/post_{piece.number}.html")

    second = urljoin(column.folder, "index_2.html")
    _two_pages(site, column, link, second)
    site.add(link(column.report), _detail(column.report, '<div class="news_cont_d_wrap">{}</div>'))


def _vsb(site: PlayedSite, column: Column) -> None:
    """Pages that count down: the second of two is number 1."""

    def link(piece: Piece) -> str:
        return urljoin(column.url, f"/info/1013/{piece.number}.htm")

    _two_pages(site, column, link, f"{column.url.removesuffix('.htm')}/1.htm")
    site.add(
        link(column.report), _detail(column.report, '<div id="vsb_content"><div class="v_news_content">{}</div></div>')
    )


def _lonsun(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(column.url, f"/public/content/{piece.number}")

    _two_pages(site, column, link, f"{column.url}&action=list&pageIndex=2")
    site.add(link(column.report), _detail(column.report, '<div class="j-fontContent">{}</div>'))


def _openness(site: PlayedSite, column: Column) -> None:
    def link(piece: Piece) -> str:
        return urljoin(column.url, f"/XxgkAnnualReport/show/{piece.number % 10_000}.html")

    _two_pages(site, column, link, column.url.replace("page_1.", "page_2."))
    site.add(link(column.report), _detail(column.report, '<div class="article-content">{}</div>'))


def _home(site: PlayedSite, column: Column) -> None:
    """A first page from which two steps lead to a list of no particular family; or a report's page, which names its own."""
    given_report = not column.url.endswith(("/", "/index.html"))
    below = urljoin(column.url, "../list.shtml" if given_report else "zwgk/zfxxgknb/")

    def link(piece: Piece) -> str:
        return (
            column.url if given_report and piece.year else urljoin(below, f"{piece.compact_date}/{piece.number}.html")
        )

    trail = ""
    if given_report:
        trail = f'<div class="position"><a href="/">首页</a> &gt; <a href="{below}">{_NAME}</a> &gt; 正文</div>'
    else:
        publicity = urljoin(column.url, "zwgk/")
        menu = f'<a href="/gzdt/">工作动态</a> <a href="{publicity}">政府信息公开</a>'
        entries = f'<a href="{publicity}zn/">政府信息公开指南</a> <a href="{below}">{_NAME}</a>'
        site.add(column.url, _page(column.report.agency, menu))
        site.add(publicity, _page("政府信息公开", entries))
    site.add(below, _list(column.pieces, [link(piece) for piece in column.pieces]))
    site.add(link(column.report), _detail(column.report, f'{trail}<div class="article">{{}}</div>'))


_FAMILIES: Final[Mapping[str, Callable[[PlayedSite, Column], None]]] = {
    "channel_doc": _channel_doc,
    "easysite": _easysite,
    "generic": _generic,
    "gkmlpt": _gkmlpt,
    "hanweb": _hanweb,
    "hanweb_annual": _hanweb_annual,
    "home": _home,
    "jpaas": _jpaas,
    "lonsun": _lonsun,
    "nfcms": _nfcms,
    "openness": _openness,
    "trs": _trs,
    "ucap": _ucap,
    "vsb": _vsb,
}

# Pages


def _two_pages(site: PlayedSite, column: Column, link: Callable[[Piece], str], second: str) -> None:
    """The list as two pages, linked as such."""
    links = [link(piece) for piece in column.others]
    site.add(column.url, _list(column.others, links, f'<div class="page"><a href="{escape(second)}">下一页</a></div>'))
    site.add(second, _list([column.report], [link(column.report)], '<div class="page"><span>下一页</span></div>'))


def _list(pieces: Pieces, links: Sequence[str], below: str = "") -> str:
    return _page(_NAME, f"{_rows(pieces, links)}\n{below}")


def _rows(pieces: Pieces, links: Sequence[str]) -> str:
    rows = "\n".join(
        f'<li><a href="{escape(link)}">{escape(piece.title)}</a><span>{piece.date}</span></li>'
        for piece, link in zip(pieces, links, strict=True)
    )
    return f"<ul>\n{rows}\n</ul>"


def _detail(piece: Piece, holder: str) -> str:
    body = _report(piece)
    about = f"发布机构：{piece.agency} 发布日期：{piece.date}"
    return _page(piece.title, f"<h1>{piece.title}</h1>\n<p>{about}</p>\n{holder.format(chr(10) + body + chr(10))}")


def _report(piece: Piece) -> str:
    """The report itself, short and plain."""
    figures = made_figures(piece.agency, piece.year or 0, len(piece.agency) + piece.number % 11)
    return _LEFT_OUT.sub("", report_html(figures, title=piece.title))


def _page(title: str, content: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n{content}\n</body></html>\n"
    )


# Styles, and the paragraphs of the first section: there are many fixtures, and these say nothing of a site.
_LEFT_OUT: Final = re.compile(
    r' style="[^"]*"| border="1" cellspacing="0" align="center"|<p[^>]*>（[一二三四五]）.*</p>\n'
)


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
