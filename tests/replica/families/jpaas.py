"""Hosts in the manner of Hanweb's newer system: columns are shells that a publishing service fills by units.

Written for the project from facts about such sites; markup, titles and addresses are its own.
"""

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final, Literal

from tests.replica.families.furniture import (
    COLUMN_NAME,
    COLUMN_TYPE,
    FamilySite,
    MetaStyle,
    abroad,
    absolute,
    clock,
    day,
    file_response,
    links,
    meta,
    serve,
    short,
    suffix,
    visits,
)
from tests.replica.families.made import Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse
from tests.replica.sites.pages import Maker

ParseType = Literal["buildstatic", "bulidstatic"]

UNIT: Final = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_COOKIE: Final = "SESSION=MDk2ZmE1NWUtOTk4Mi00"
_PAGE_SIZE: Final = 15
_LARGEST_PAGE: Final = 50
_WEB: Final = "4f1de04c2a7b4d8e9b6c35a17ce09d22"
_TEMPLATES: Final = "Qm7tLr2VhXw9KcZyA4sNd"


@dataclass(eq=False, kw_only=True)
class JpaasSite(FamilySite):
    """A whole host: home, 政务公开, 政府信息公开 with its five entries, the column's shell, the service, details."""

    office: Office = field(kw_only=False)
    column: str = "/zfxxgk/zfxxgknb/"
    hub: str = "/zfxxgk/"
    """The folder of the disclosure column with its five entries."""
    parse_type: ParseType = "buildstatic"
    tag: str = "信息列表"
    page_id: str = "7c0e55b19d2f4a6c8e3471fd90ab26e8"
    cookie: bool = False
    """Whether the service wants the cookie that the column's page sets."""
    pager_data: bool = False
    """Whether the pager says its total in its queryData, not in an attribute of its own."""
    migrated: bool = False
    """Whether pieces from before 2021 keep the addresses of the older system."""
    metas: MetaStyle = "plain"

    @property
    def start(self) -> str:
        """The column's index file."""
        return self.column + "index.html"

    def _fill(self) -> None:
        self.add_folder("/", serve(self._home()))
        self.add_folder("/zwgk/", serve(self._opened()))
        self.add_folder(self.hub, serve(self._guide()))
        self.add_folder(self.column, self._column_page())
        self.services[UNIT] = self._unit
        self.add_fillers(
            (*self._entries(), *self._top()),
            lambda text: self._frame(text, self._script("正文", 7), meta(self.office, self.metas, (text, text))),
        )
        for piece in self.office.pieces:
            self.addresses[piece.number] = absolute(self.office, self._path(piece))
            self.pages[self._path(piece)] = serve(self._detail(piece))
            for file in piece.files:
                self.pages[self._file_path(piece, suffix(file))] = file_response(file)

    def _path(self, piece: Piece) -> str:
        year, month, number = day(piece)
        if self.migrated and piece.date < "2021":
            return f"/art/{year}/{month}/{number}/art_2945_{piece.number}.html"
        return f"{self.column}art/{year}/art_{piece.hex32}.html"

    def _file_path(self, piece: Piece, ending: str) -> str:
        year, month, _ = day(piece)
        return f"/cms_files/filemanager/1226211233/attach/{year}{month}/{piece.hex32[::-1]}.{ending}"

    # The shell and the service

    def _query(self, tag: str) -> dict[str, str]:
        return {
            "parseType": self.parse_type,
            "webId": _WEB,
            "tplSetId": _TEMPLATES,
            "pageType": "column",
            "tagId": tag,
            "editType": "null",
            "pageId": self.page_id,
        }

    def _script(self, tag: str, number: int) -> str:
        said = ",".join(f"'{name}':'{value}'" for name, value in self._query(tag).items())
        return (
            f'<div class="unit{number}">\n<script id="{self.page_id}{number}" '
            'src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3"\n'
            f' webId="{_WEB}" parseType="{self.parse_type}"\n url="{UNIT}"\n queryData="{{{said}}}"></script>\n</div>'
        )

    def _column_page(self) -> Maker:
        # The list is one unit of several; nothing in the page says which.
        tags = ("栏目导航", "当前位置", self.tag, "热点推荐")
        units = "\n".join(self._script(tag, number) for number, tag in enumerate(tags))
        head = meta(self.office, self.metas, (COLUMN_NAME, COLUMN_TYPE), ColId=self.page_id)
        page = self._frame(COLUMN_NAME, f"{self._menu()}<div class='content'>\n{units}\n</div>", head).encode()
        headers = {"Set-Cookie": f"{_COOKIE}; Path=/; HttpOnly"} if self.cookie else {}
        return lambda: ReplicaResponse(page, content_type="text/html;charset=UTF-8", headers=headers)

    def _unit(self, request: ReplicaRequest) -> ReplicaResponse:
        if self.cookie and _COOKIE not in request.headers.get("cookie", ""):
            return _json({"success": False, "code": "403", "message": "非法请求", "data": None}, 403)
        asked = request.query
        tag = asked.get("tagId", "")
        if any(asked.get(name) != value for name, value in self._query(tag).items() if name != "editType"):
            return _json({"success": False, "code": "500", "message": "页面不存在", "data": None})
        if tag == self.tag:
            markup = self._rows(asked.get("paramJson", ""))
        elif tag == "热点推荐":
            other = next(piece for piece in self.office.pieces if not piece.is_report)
            markup = f'<ul class="hot"><li><a href="{self._path(other)}">{escape(other.title)}</a></li></ul>'
        elif tag == "栏目导航":
            markup = f'<ul class="nav">{links([(COLUMN_NAME, self.start), ("依申请公开", f"{self.hub}ysqgk/index.html")])}</ul>'
        else:
            markup = f'<div class="crumbs"><a href="/index.html">首页</a> &gt; {COLUMN_NAME}</div>'
        return _json({"success": True, "code": "200", "message": "操作成功", "data": {"html": markup}})

    def _rows(self, said: str) -> str:
        number, size = _page_asked(said)
        pieces = self.office.pieces
        rows = "\n".join(
            f'<li class="cf"><a href="{self._link(piece)}" title="{escape(piece.title)}" target="_blank">'
            f'{escape(short(piece.title, 24, "..."))}</a><span class="fr">{piece.date}</span></li>'
            for piece in pieces[(number - 1) * size : number * size]
        )
        if self.pager_data:
            pager = f"""<div class="pages" queryData="{{'rows':'{size}','count':'{len(pieces)}','pageNo':'{number}'}}"></div>"""
        else:
            pager = f'<div class="pages" pageNo="{number}" rows="{size}" count="{len(pieces)}"></div>'
        return f'<div class="page-content"><ul>\n{rows}\n</ul></div>\n{pager}'

    def _link(self, piece: Piece) -> str:
        return absolute(self.office, self._path(piece)) if piece.number % 3 else self._path(piece)

    # Pages

    def _detail(self, piece: Piece) -> str:
        files = "".join(
            f'<p><a href="{self._file_path(piece, suffix(file))}" download="{escape(file.name)}">{escape(file.name)}</a></p>'
            for file in piece.files
        )
        content = f"""<div class="crumbs"><a href="/index.html">首页</a> &gt; <a href="{self.hub}index.html">政府信息公开</a> &gt; <a href="{self.start}">{COLUMN_NAME}</a></div>
<ul class="xxgk-info">
<li><span>索 引 号：</span><span>{piece.number % 1_000_000:09}/{piece.date[:4]}-00{piece.number % 1000:03}</span></li>
<li><span>发布机构：</span><span>{piece.agency}</span></li>
<li><span>发布日期：</span><span>{piece.date}</span></li>
<li><span>有 效 性：</span><span>有效</span></li>
</ul>
<h1>{escape(piece.title)}</h1>
<div class="info"><span>时间：{clock(piece)}</span><span>来源：{piece.agency}</span><span>阅读：<b id="pv">{visits(piece)}</b></span><span>字号：[ 大 中 小 ]</span></div>
<div class="article-content" id="zoom">
{piece.body}
{files}
</div>
<div class="ewm">扫一扫在手机打开当前页</div>"""
        head = meta(self.office, self.metas, (COLUMN_NAME, COLUMN_TYPE), piece, ColId=self.page_id)
        return self._frame(piece.title, content, head)

    def _entries(self) -> list[tuple[str, str]]:
        """The five entries of the disclosure menu."""
        return [
            ("政府信息公开指南", f"{self.hub}zfxxgkzn/index.html"),
            ("政府信息公开制度", f"{self.hub}zfxxgkzd/index.html"),
            ("法定主动公开内容", f"{self.hub}fdzdgknr/index.html"),
            (COLUMN_NAME, self.start),
            ("依申请公开", f"{self.hub}ysqgk/index.html"),
        ]

    def _menu(self) -> str:
        return f'<div class="side"><ul>\n{links(self._entries())}\n</ul></div>\n'

    def _top(self) -> list[tuple[str, str]]:
        """The menu at the head of every page."""
        return [
            ("首页", "/index.html"),
            ("组织机构", "/zzjg/index.html"),
            ("政务公开", "/zwgk/index.html"),
            ("办事大厅", "https://www.zwfw.gov.cn/"),
            ("互动交流", "/hdjl/index.html"),
        ]

    def _guide(self) -> str:
        content = self._menu() + self._script("指南正文", 9)
        return self._frame("政府信息公开", content, meta(self.office, self.metas, ("政府信息公开指南", "信息公开指南")))

    def _opened(self) -> str:
        entries = [
            ("机构职能", "/zwgk/jgzn/index.html"),
            ("政府信息公开", f"{self.hub}index.html"),
            ("重大决策预公开", "/zwgk/zdjc/index.html"),
        ]
        return self._frame("政务公开", f"<ul class='blocks'>\n{links(entries)}\n</ul>", meta(self.office, self.metas))

    def _home(self) -> str:
        content = f"""{self._script("首页新闻", 1)}
<div class="links">{links(abroad(self.office), "<span>{}</span>")}</div>"""
        return self._frame(f"{self.office.agency}首页", content, meta(self.office, self.metas))

    def _frame(self, title: str, content: str, head: str) -> str:
        top = links(self._top())
        return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="UTF-8">
<title>{escape(title)}</title>
{head}
<script src="/cms_files/default/script/jquery.min.js"></script>
</head>
<body>
<header><ul>
{top}
</ul></header>
{content}
<footer><p>主办单位：{self.office.agency}</p><p>网站标识码：3699000123</p></footer>
</body>
</html>
"""


jpaas_site = JpaasSite


def _page_asked(said: str) -> tuple[int, int]:
    """Number and size of the page in paramJson; bare parameters say nothing to the service."""
    try:
        # Clients that write the object in Python's way are understood as well.
        asked: dict[str, Any] = json.loads(said.replace("'", '"'))
        return max(int(asked.get("pageNo", 1)), 1), min(max(int(asked.get("pageSize", _PAGE_SIZE)), 1), _LARGEST_PAGE)
    except (ValueError, AttributeError):
        return 1, _PAGE_SIZE


def _json(answer: object, status: int = 200) -> ReplicaResponse:
    body = json.dumps(answer, ensure_ascii=False).encode()
    return ReplicaResponse(body, status=status, content_type="application/json;charset=UTF-8")
