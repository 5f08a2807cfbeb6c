"""Hosts in the manner of Hanweb JCMS: lists as XML inside a script, further rows from ``dataproxy.jsp``.

Written for the project from facts about such sites; markup, titles and addresses are its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final, Literal
from urllib.parse import quote

from tests.replica.families.furniture import (
    COLUMN_NAME,
    COLUMN_TYPE,
    FamilySite,
    MetaStyle,
    abroad,
    absolute,
    clock,
    day,
    links,
    meta,
    serve,
    short,
    suffix,
    visits,
)
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse
from tests.replica.sites.pages import Maker, PageSite

Module = Literal["none", "annual by select", "annual by links", "search"]

AREA: Final = "11360899MB1A23456W"
"""A unit's unified social credit code, which the disclosure module takes for its name."""

ANNUAL: Final = "/module/xxgk/xxgkAnnualReport.jsp"
SEARCH: Final = "/module/xxgk/search.jsp"
_DOWNLOAD: Final = "/module/download/downfile.jsp"
# What some sites answer beyond the embedded rows when the ids are encrypted.
EMPTY: Final = b"\r\n" * 27
_FIRST_YEAR: Final = 2016
_LAST_YEAR: Final = 2025


@dataclass(eq=False, kw_only=True)
class HanwebSite(FamilySite):
    """A whole host: home, 政务公开, the disclosure column with its five entries, the list, details, files."""

    office: Office = field(kw_only=False)
    column_id: int = 103585
    unit: int = 764752
    proxy: str = "/module/web/jpage/dataproxy.jsp"
    by_page: bool = False
    """Whether the service ignores ``startrecord`` and heeds only ``page``."""
    needs_referer: bool = True
    doubled: bool = False
    """Whether the page has the same rows once more for telephones, in a second unit."""
    encrypted: bool = False
    """Whether ids are encrypted and only the embedded rows can be had."""
    stray: bool = False
    """Whether a tag stands in the record set before its records."""
    cut: bool = True
    elsewhere: str | None = None
    """Another host of the same office, where the pieces of its first years are."""
    module: Module = "none"
    show_type: bool = False
    """Whether addresses of the annual page end in ``&showType=2``."""
    metas: MetaStyle = "plain"

    @property
    def start(self) -> str:
        """The column's page, or the module's."""
        if self.module.startswith("annual"):
            return f"{ANNUAL}?area={AREA}"
        if self.module == "search":
            return f"{self._column(self.column_id)}?number=A06&vc_xxgkarea={AREA}"
        return self._column(self.column_id)

    @property
    def embedded(self) -> int:
        """How many rows the page itself holds: three screens of them."""
        return 3 * self.office.rows_per_page

    @property
    def found(self) -> tuple[Piece, ...]:
        """Only those embedded where nothing more can be had."""
        if not self.encrypted:
            return self.office.reports
        return tuple(piece for piece in self.office.pieces[: self.embedded] if piece.is_report)

    def _fill(self) -> None:
        self._hub, self._open = self.column_id - 5, self.column_id - 21
        abroad_pages: dict[str, Maker] = {}
        self._files: dict[str, File] = {}
        self.add_folder("/", serve(self._home()))
        self._add_column(self._open, self._opened())
        self._add_column(self._hub, self._guide())
        if self.module.startswith("annual"):
            self.services[ANNUAL] = self._annual
            self.addresses.update({piece.number: self._annual_url(piece) for piece in self.office.reports})
        else:
            for piece in self.office.pieces:
                self.addresses[piece.number] = self._address(piece)
                pages = abroad_pages if self._is_abroad(piece) else self.pages
                pages[self._path(piece)] = serve(self._detail(piece, self._article(piece)))
            listing = self._searched() if self.module == "search" else self._listing()
            self._add_column(self.column_id, listing)
        if self.module == "search":
            self.services[SEARCH] = self._search
        self.services[self.proxy] = self._proxied
        self.services[_DOWNLOAD] = self._download
        for piece in self.office.pieces:
            self._files.update({self._file_name(piece, file): file for file in piece.files})
        self.add_fillers(
            (*self._entries(), *self._top()), lambda text: self._frame(text, "<p>栏目建设中</p>", self._hub)
        )
        if self.elsewhere is not None:
            self.also = (PageSite(self.elsewhere, "http", abroad_pages),)

    # Addresses

    def _column(self, number: int) -> str:
        return f"/col/col{number}/index.html"

    def _add_column(self, number: int, page: str) -> None:
        self.add_folder(f"/col/col{number}/", serve(page))

    def _path(self, piece: Piece) -> str:
        year, month, number = day(piece)
        return f"/art/{year}/{month}/{number}/art_{self.column_id}_{piece.number}.html"

    def _is_abroad(self, piece: Piece) -> bool:
        return self.elsewhere is not None and piece.date < "2021"

    def _address(self, piece: Piece) -> str:
        path = self._path(piece)
        return f"http://{self.elsewhere}{path}" if self._is_abroad(piece) else absolute(self.office, path)

    def _href(self, piece: Piece) -> str:
        return self.addresses[piece.number] if self._is_abroad(piece) else self._path(piece)

    def _annual_path(self, year: int) -> str:
        return f"{ANNUAL}?area={AREA}&fbtime={year}{'&showType=2' if self.show_type else ''}"

    def _annual_url(self, piece: Piece) -> str:
        return absolute(self.office, self._annual_path(piece.year or 0))

    def _file_name(self, piece: Piece, file: File) -> str:
        return f"{piece.hex32}.{suffix(file)}"

    # The list and its service

    def _next_group(self, unit: int) -> str:
        web = quote(quote(f"{self.office.agency}网站"))
        column: object = self.column_id
        shown: object = unit
        if self.encrypted:
            column, shown = "qF3nD9w1x0rN8lqTz5uY1A%3D%3D", "bVb2Y8yPpQmC7t0jX4hK9w%3D%3D"
        query = (
            f"page=1&appid=1&webid=73&path=/&columnid={column}&unitid={shown}"
            f"&webname={web}&permissiontype=0&sourceContentType=1&col=1"
        )
        return f'<nextgroup><![CDATA[<a href="{self.proxy}?{query}"></a>]]></nextgroup>'

    def _record(self, piece: Piece) -> str:
        text = short(piece.title, 22, "...") if self.cut else piece.title
        row = (
            f'<li class="clearfix"><s></s><a target="_blank" href=\'{self._href(piece)}\''
            f" title='{escape(piece.title)}'>{escape(text)}</a><b>{piece.date}</b></li>"
        )
        return f"<record><![CDATA[\n{row}]]></record>"

    def _datastore(self, pieces: Sequence[Piece], unit: int) -> str:
        records = "\n".join(self._record(piece) for piece in pieces)
        stray = '<ul id="information-list"></ul>' if self.stray else ""
        return f"<datastore>\n{self._next_group(unit)}\n<recordset>{stray}\n{records}\n</recordset>\n</datastore>"

    def _unit(self, unit: int) -> str:
        pieces = self.office.pieces
        return f"""<div id="{unit}" class="default_pgContainer"><script type="text/xml">{self._datastore(pieces[: self.embedded], unit)}</script></div>
<script type="text/javascript">
var param_{unit}={{columnid:{self.column_id},unitid:'{unit}',webid:73}};
$('#{unit}').jpage({{totalRecord:{len(pieces)},perPage:{self.office.rows_per_page},proxyUrl:'{self.proxy}',barPosition:'bottom',showMode:'full'}});
</script>"""

    def _listing(self) -> str:
        units = f'<div class="pc-list">{self._unit(self.unit)}</div>'
        if self.doubled:
            units += f'\n<div class="wap-list">{self._unit(self.unit + 1)}</div>'
        return self._frame(COLUMN_NAME, self._menu() + units, self.column_id)

    def _proxied(self, request: ReplicaRequest) -> ReplicaResponse:
        asked = {**request.query, **request.form}
        if self.needs_referer and not request.headers.get("referer"):
            return ReplicaResponse(b"", status=403)
        if self.encrypted:
            return ReplicaResponse(EMPTY, content_type="text/html; charset=utf-8")
        units = {str(self.unit)} | ({str(self.unit + 1)} if self.doubled else set())
        pieces: Sequence[Piece] = ()
        if asked.get("columnid") == str(self.column_id) and asked.get("unitid") in units:
            pieces = self._wanted(asked)
        store = self._datastore(pieces, self.unit)
        return ReplicaResponse(f"\r\n{store}\r\n".encode(), content_type="text/html; charset=utf-8")

    def _wanted(self, asked: dict[str, str]) -> Sequence[Piece]:
        per_page = min(_number(asked.get("perpage"), self.office.rows_per_page), 300)
        if self.by_page:
            first = (_number(asked.get("page"), 1) - 1) * per_page
            return self.office.pieces[first : first + per_page]
        first = _number(asked.get("startrecord"), 1)
        last = _number(asked.get("endrecord"), first - 1 + 3 * per_page)
        return self.office.pieces[max(first - 1, 0) : min(last, first - 1 + 300)]

    # The disclosure module

    def _annual(self, request: ReplicaRequest) -> ReplicaResponse:
        asked = request.query
        if asked.get("area") != AREA:
            return ReplicaResponse(self._frame(COLUMN_NAME, '<div class="annual"></div>', self.column_id).encode())
        years = {str(piece.year): piece for piece in self.office.reports}
        wanted = asked.get("fbtime") or max(years)
        offered = range(_LAST_YEAR, _FIRST_YEAR - 1, -1)
        if self.module == "annual by select":
            options = "".join(
                f'<option value="{year}"{" selected" if str(year) == wanted else ""}>{year}年</option>'
                for year in offered
            )
            ending = "&showType=2" if self.show_type else ""
            chooser = f"""<select id="fbtime" name="fbtime" onchange="javascript:window.location.href='{ANNUAL}?area={AREA}&fbtime='+this.value+'{ending}'">{options}</select>"""
        else:
            entries = [(f"{year}年", self._annual_path(year)) for year in offered]
            chooser = f'<ul class="years">\n{links(entries)}\n</ul>'
        piece = years.get(wanted)
        shown = '<div class="no-content">暂无内容</div>' if piece is None else self._article(piece)
        page = self._frame(
            COLUMN_NAME, f"{self._menu()}<div class='xxgk-annual'>{chooser}\n{shown}</div>", self.column_id
        )
        return ReplicaResponse(page.encode(), content_type="text/html;charset=UTF-8")

    def _searched(self) -> str:
        content = f"""{self._menu()}<iframe src="/module/xxgk/tree.jsp?area={AREA}&divid=div{self.column_id}" frameborder="0"></iframe>
<div id="div{self.column_id}"></div>
<script type="text/javascript">
$.post('{SEARCH}?texttype=0&fbtime=-1&vc_all=&vc_filenumber=&vc_title=&vc_number=&currpage=1&sortfield=,compaltedate:0',
 {{infotypeId:'A06',jdid:'2',area:'{AREA}',divid:'div{self.column_id}',vc_title:'',vc_number:'',sortfield:',compaltedate:0',currpage:'1',vc_filenumber:'',vc_all:'',texttype:'0',fbtime:'-1'}},
 function(data){{ $('#div{self.column_id}').html(data); }});
</script>"""
        return self._frame(COLUMN_NAME, content, self.column_id)

    def _search(self, request: ReplicaRequest) -> ReplicaResponse:
        asked = {**request.query, **request.form}
        pieces = self.office.pieces if asked.get("area") == AREA and asked.get("infotypeId") in {"A06", ""} else ()
        step = self.office.rows_per_page
        count = max(-(-len(pieces) // step), 1)
        number = max(_number(asked.get("currpage"), 1), 1)
        rows = "\n".join(
            f'<tr class="tr_main_value_{"odd" if place % 2 else "even"}"><td>{place + 1}</td>'
            f"<td><a href='{self._href(piece)}' target='_blank' title='{escape(piece.title)}' gkfs='主动公开'>"
            f"{escape(short(piece.title, 22, '...'))}</a></td><td>{piece.date}</td></tr>"
            for place, piece in enumerate(pieces[(number - 1) * step : number * step])
        )
        pager = (
            f'<td align="right">&nbsp;&nbsp;共{count}页&nbsp;第{number}页&nbsp;'
            f"<a href=\"javascript:goPage('{min(number + 1, count + 1)}')\">下一页</a>"
            f"<a href=\"javascript:goPage('{count}')\">尾 页</a></td>"
        )
        fragment = f'<table class="tb_main">\n{rows}\n<tr>{pager}</tr></table>'
        return ReplicaResponse(fragment.encode(), content_type="text/html;charset=UTF-8")

    # Details and files

    def _article(self, piece: Piece) -> str:
        files = "".join(
            f'<p>附件：<a href="{_DOWNLOAD}?classid=0&filename={self._file_name(piece, file)}">'
            f'<img src="/module/jslib/icons/word.png" border="0">{escape(file.name)}</a></p>'
            for file in piece.files
        )
        year, month, number = piece.date.split("-")
        return f"""<table class="xxgk-block" width="100%">
<tr><td><label><font>索引号</font></label><div class="display-block">{AREA}/{year}-{piece.number % 100_000:05}</div></td><td><label><font>公开方式</font></label><div class="display-block">主动公开</div></td></tr>
<tr><td><label><font>文号</font></label><div class="display-block"></div></td><td><label><font>公开日期</font></label><div class="display-block">{year}-{month}-{number}</div></td></tr>
<tr><td><label><font>发布单位</font></label><div class="display-block">{piece.agency}</div></td><td><label><font>主题分类</font></label><div class="display-block">政务公开</div></td></tr>
</table>
<!--<$[信息名称(html)]>begin--><h1 class="title">{escape(piece.title)}</h1><!--<$[信息名称(html)]>end-->
<div class="sub">发布日期：{clock(piece)}　信息来源：{piece.agency}　浏览次数：<script src="/module/visitcount/articlehits.jsp?colid={self.column_id}&artid={piece.number}"></script>{visits(piece)}次</div>
<div id="zoom" class="bt-content zoom main-txt">
<meta name="ContentStart"><!--ZJEG_RSS.content.begin-->
{piece.body}
{files}
<!--ZJEG_RSS.content.end--><meta name="ContentEnd">
</div>"""

    def _detail(self, piece: Piece, article: str) -> str:
        nearby = "<div class='near'>上一篇：<a href=''>没有了</a> 下一篇：<a href=''>没有了</a></div>"
        return self._frame(piece.title, article + nearby, self.column_id, piece)

    def _download(self, request: ReplicaRequest) -> ReplicaResponse:
        file = self._files.get(request.query.get("filename", ""))
        if file is None or request.query.get("classid") != "0":
            return ReplicaResponse(status=404)
        disposition = {"Content-Disposition": f'attachment; filename="{quote(file.name)}"'}
        return ReplicaResponse(file.body, content_type="application/octet-stream", headers=disposition)

    # The frame

    def _entries(self) -> list[tuple[str, str]]:
        """The five entries of the disclosure menu."""
        return [
            ("政府信息公开指南", self._column(self._hub + 1)),
            ("政府信息公开制度", self._column(self._hub + 2)),
            ("法定主动公开内容", self._column(self._hub + 3)),
            (COLUMN_NAME, self.start),
            ("依申请公开", "/col/col1229/ysqgk.html"),
        ]

    def _menu(self) -> str:
        return f'<div class="xxgk-nav">\n{links(self._entries(), "<dl><dt>{}</dt></dl>")}\n</div>\n'

    def _top(self) -> list[tuple[str, str]]:
        """The menu at the head of every page."""
        return [
            ("网站首页", "/index.html"),
            ("政务动态", self._column(self._open - 1)),
            ("政务公开", self._column(self._open)),
            ("政务服务", f"http://zwfw.{self.office.host.partition('.')[2]}/"),
            ("公众参与", self._column(self._open - 2)),
        ]

    def _guide(self) -> str:
        return self._frame(
            "政府信息公开", self._menu() + "<div class='guide'><p>本指南每年更新一次。</p></div>", self._hub
        )

    def _opened(self) -> str:
        entries = [
            ("机构职能", self._column(self._open + 1)),
            ("政策文件", self._column(self._open + 2)),
            ("政府信息公开", self._column(self._hub)),
            ("建议提案", self._column(self._open + 3)),
        ]
        return self._frame("政务公开", f"<div class='zwgk'>\n{links(entries, '<span>{}</span>')}\n</div>", self._open)

    def _home(self) -> str:
        unit = replace(self.office, pieces=tuple(piece for piece in self.office.pieces if not piece.is_report))
        # In the module's hosts no other piece has a page of its own.
        shown = () if self.module.startswith("annual") else unit.pieces[:6]
        news = "\n".join(
            f"<li><a href='{self._path(piece)}' title='{escape(piece.title)}'>{escape(short(piece.title, 16, '...'))}</a></li>"
            for piece in shown
            if not self._is_abroad(piece)
        )
        friends = "".join(f'<option value="{url}">{text}</option>' for text, url in abroad(self.office))
        content = f"""<div class="focus"><ul>
{news}
</ul></div>
<select onchange="window.open(this.value)"><option value="">友情链接</option>{friends}</select>"""
        return self._frame(f"{self.office.agency}", content, None)

    def _frame(self, title: str, content: str, column: int | None, piece: Piece | None = None) -> str:
        top = links(self._top(), "<td>{}</td>")
        named = None
        if column is not None:
            named = (COLUMN_NAME, COLUMN_TYPE) if column == self.column_id else (title, "政务公开")
        ids = {} if column is None else {"i_columnid": str(column)}
        if piece is not None:
            ids["i_articleid"] = str(piece.number)
        crumbs = [("首页", "/index.html"), ("政务公开", self._column(self._open))]
        if column in {self._hub, self.column_id}:
            crumbs.append(("政府信息公开", self._column(self._hub)))
        if column == self.column_id:
            crumbs.append((COLUMN_NAME, self.start))
        return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
<title>{escape(title)}</title>
{meta(self.office, self.metas, named, piece, **ids)}
<script src="/script/pagecontrol.js"></script>
</head>
<body>
<table class="menu"><tr>
{top}
</tr></table>
<div class="position">当前位置：{links(crumbs, "{}", ' class="bt_link"').replace(chr(10), " &gt; ")}</div>
{content}
<div class="foot">版权所有：{self.office.agency}　<a href="/col/col99/index.html">网站地图</a></div>
<script language="javascript" src="/module/visitcount/visit.jsp?type=2&i_webid=73&i_columnid={column or 0}"></script>
</body>
</html>
<!-- Produced By 大汉网络 大汉版通发布系统 -->
"""


hanweb_site = HanwebSite


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise
