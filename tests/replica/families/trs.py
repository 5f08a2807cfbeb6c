"""Hosts in the manner of TRS WCM: static lists counted by an inline script, ``tYYYYMMDD_id`` details.

Written for the project from facts about such sites; markup, titles and addresses are its own.
"""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal

from tests.replica.families.furniture import (
    COLUMN_NAME,
    COLUMN_TYPE,
    Encoding,
    FamilySite,
    MetaStyle,
    abroad,
    absolute,
    charset_tag,
    clock,
    domain,
    file_response,
    links,
    meta,
    serve,
    short,
    suffix,
    visits,
)
from tests.replica.families.made import Office, Piece
from tests.replica.sites.pages import Maker, PageSite

Pager = Literal["call", "records", "count"]
Groups = Literal["none", "years", "bodies", "years and bodies"]

_STUB: Final = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
    "<link rel='stylesheet' href='/images/2023/base.css'><title>&nbsp;</title></head><body><div class='wrap'></div>"
    "<script src='/images/2023/jquery.min.js'></script><script src='/images/2023/page.js'></script>"
    "<div class='foot'></div></body></html>"
)


@dataclass(frozen=True, slots=True)
class _List:
    """One list: where, what it is called, the lists below it, the pieces in it."""

    folder: str
    name: str
    below: tuple["_List", ...]
    pieces: tuple[Piece, ...]


@dataclass(eq=False, kw_only=True)
class TrsSite(FamilySite):
    """A whole host: home, 政务公开, 政府信息公开 with its five entries, the column's pages, details, files."""

    office: Office = field(kw_only=False)
    column: str = "/zwgk/zfxxgk/zfxxgknb/"
    column_name: str = COLUMN_NAME
    pager: Pager = "call"
    """``createPageHTML`` with four arguments, with a fifth (records), or variables and ``document.write``."""
    extension: str = "html"
    dated: bool = True
    """Whether details are ``YYYYMM/tYYYYMMDD_id``, or ``t<id>`` beside the list as in Guangxi."""
    stubs: bool = False
    """Whether every list page but the first is an empty shell with status 200."""
    encoding: Encoding = "utf-8"
    groups: Groups = "none"
    platform: bool = False
    """Whether the column's folder shows the shell of a disclosure platform: menu, departments, list."""
    table: bool = False
    """Whether rows are rows of tables, not items of lists."""
    cut: bool = False
    scattered: bool = False
    """Whether some pieces lie in another column's folder, one link up and down."""
    elsewhere: str | None = None
    """Another host of the same office, where the pieces of its first years are."""
    direct: tuple[int, ...] = ()
    """Years whose row leads to the report's file and not to a page."""
    metas: MetaStyle = "plain"
    row_date: str = "{}-{}-{}"
    """How rows write year, month and day."""

    @property
    def start(self) -> str:
        """The column's folder."""
        return self.column

    @property
    def found(self) -> tuple[Piece, ...]:
        """Only those of the first page where further pages are stubs."""
        return (
            tuple(piece for piece in self.office.pages()[0] if piece.is_report) if self.stubs else self.office.reports
        )

    def _fill(self) -> None:
        self._hub = posixpath.dirname(self.column.rstrip("/")).rstrip("/") + "/"
        above = posixpath.dirname(self._hub.rstrip("/")).rstrip("/") + "/"
        self._open = self._hub if above == "/" else above
        self._index = f"index.{self.extension}"
        self._paths = {piece.number: self._path(piece) for piece in self.office.pieces}
        self.addresses.update({number: self._address(number) for number in self._paths})
        self.add_folder("/", self._serve(self._home()), self._index)
        if self._open != self._hub:
            self.add_folder(self._open, self._serve(self._opened()), self._index)
        self.add_folder(self._hub, self._serve(self._guide()), self._index)
        self._add_list(self._tree(self.column, self.column_name, self.office.pieces, self._levels()))
        for text, folder in (*self._entries(), *self._top()):
            if folder not in self.pages:
                head = meta(self.office, self.metas, (text, text))
                page = self._frame(text, "<div class='list-con'><p>本栏目内容正在整理。</p></div>", head, folder)
                self.add_folder(folder, self._serve(page), self._index)
        abroad_pages: dict[str, Maker] = {}
        for piece in self.office.pieces:
            self._add_detail(piece, abroad_pages if self._is_abroad(piece) else self.pages)
        if self.elsewhere is not None:
            self.also = (PageSite(self.elsewhere, "http", abroad_pages),)

    # Addresses

    def _levels(self) -> tuple[str, ...]:
        return () if self.groups == "none" else tuple(self.groups.split(" and "))

    def _group(self, level: str, piece: Piece) -> tuple[str, str]:
        """Folder and name of the sub-column that a piece belongs to."""
        if level == "years":
            year = piece.year or int(piece.date[:4])
            return f"{year}ngknb/", f"{year}年"
        return ("xsqrmzf/", "县（市、区）") if piece.agency.endswith("人民政府") else ("szfbm/", "市政府部门")

    def _tree(self, folder: str, name: str, pieces: Sequence[Piece], levels: Sequence[str]) -> _List:
        if not levels:
            return _List(folder, name, (), tuple(pieces))
        groups: dict[tuple[str, str], list[Piece]] = {}
        for piece in pieces:
            groups.setdefault(self._group(levels[0], piece), []).append(piece)
        below = tuple(
            self._tree(folder + slug, title, group, levels[1:])
            for (slug, title), group in sorted(groups.items(), reverse=True)
        )
        return _List(folder, name, below, ())

    def _folder(self, piece: Piece) -> str:
        if self.scattered and piece.number % 4 == 1:
            return posixpath.join(posixpath.dirname(self.column.rstrip("/")), "gzbg/")
        return self.column + "".join(self._group(level, piece)[0] for level in self._levels())

    def _path(self, piece: Piece) -> str:
        if not self.dated:
            return f"{self._folder(piece)}t{piece.number}.{self.extension}"
        date = piece.date.replace("-", "")
        return f"{self._folder(piece)}{date[:6]}/t{date}_{piece.number}.{self.extension}"

    def _file_path(self, piece: Piece, place: int = 0) -> str:
        ending = suffix(piece.files[place])
        letter = "P" if ending == "pdf" else "W"
        name = f"{letter}0{piece.date.replace('-', '')}{piece.number * 1009 % 10**12:012}.{ending}"
        return posixpath.join(posixpath.dirname(self._paths[piece.number]), name)

    def _is_abroad(self, piece: Piece) -> bool:
        return self.elsewhere is not None and piece.date < "2021"

    def _address(self, number: int) -> str:
        piece = next(piece for piece in self.office.pieces if piece.number == number)
        path = self._file_path(piece) if self._is_direct(piece) else self._paths[number]
        return f"http://{self.elsewhere}{path}" if self._is_abroad(piece) else absolute(self.office, path)

    def _is_direct(self, piece: Piece) -> bool:
        return piece.year in self.direct and bool(piece.files)

    def _link(self, folder: str, piece: Piece) -> str:
        if self._is_abroad(piece):
            return self.addresses[piece.number]
        path = self._file_path(piece) if self._is_direct(piece) else self._paths[piece.number]
        return _relative(folder, path)

    # Pages

    def _serve(self, page: str) -> Maker:
        return serve(page, self.encoding)

    def _add_list(self, listed: _List) -> None:
        for below in listed.below:
            self._add_list(below)
        if listed.below:
            self.add_folder(listed.folder, self._serve(self._parent(listed)), self._index)
            return
        step = self.office.rows_per_page
        count = max(-(-len(listed.pieces) // step), 1)
        for number in range(count):
            page = self._listing(listed, number, count, listed.pieces[number * step : (number + 1) * step])
            if number == 0:
                self.add_folder(listed.folder, self._serve(page), self._index)
            else:
                shown = _STUB if self.stubs else page
                self.pages[f"{listed.folder}index_{number}.{self.extension}"] = self._serve(shown)

    def _parent(self, listed: _List) -> str:
        below = links(
            [(one.name, _relative(listed.folder, one.folder)) for one in listed.below], attributes=' class="n"'
        )
        return self._column_frame(listed, f'<ul class="sub-columns">\n{below}\n</ul>')

    def _listing(self, listed: _List, number: int, count: int, pieces: Sequence[Piece]) -> str:
        rows = "\n".join(self._row(listed.folder, piece) for piece in pieces)
        block = f'<table width="96%" class="gl_rows"><tbody>\n{rows}\n</tbody></table>'
        if not self.table:
            block = f'<ul class="list-con">\n{rows}\n</ul>'
        return self._column_frame(listed, block + "\n" + self._pager(number, count, len(listed.pieces)))

    def _row(self, folder: str, piece: Piece) -> str:
        text = short(piece.title, 20) if self.cut else piece.title
        date = self.row_date.format(*piece.date.split("-"))
        whole = f' title="{escape(piece.title)}"' if self.cut else ""
        anchor = f'<a href="{self._link(folder, piece)}" target="_blank"{whole}>{escape(text)}</a>'
        if self.table:
            return (
                f'<TR vAlign=top><TD width=22><img src="../../images/dot.gif"></TD>\n<TD>\n\t{anchor}\n</TD>\n'
                f"<TD width=90>\n\t{date}\n</TD></TR>\n<TR height=1><TD colspan=3 class=line></TD></TR>"
            )
        return f"<li>{anchor}<span>{date}</span></li>"

    def _pager(self, number: int, count: int, records: int) -> str:
        if self.pager == "count":
            return (
                f'<script language="JavaScript">\nvar currentPage = {number};//当前页\nvar countPage = {count}//总页数\n'
                'document.write("共" + countPage + "页&nbsp;");\n'
                "for (var i = 0; i < countPage; i++) {\n"
                f' document.write("<a href=\\"index" + (i ? "_" + i : "") + ".{self.extension}\\">" + (i + 1) + "</a>");\n'
                "}\n</script>"
            )
        fifth = f", {records}" if self.pager == "records" else ""
        call = f'createPageHTML({count}, {number}, "index", "{self.extension}"{fifth});'
        # The definition is each site's own and comes before the call or after it.
        definition = (
            "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt"
            f"{', _nRecords' if fifth else ''}) {{\n"
            '  if (_nPageCount == null || _nPageCount <= 1) { return document.write("<b>1</b>"); }\n'
            "  for (var i = 0; i < _nPageCount; i++) {\n"
            '    var name = i == 0 ? _sPageName : _sPageName + "_" + i;\n'
            '    document.write(i == _nCurrIndex ? "<b>" + (i + 1) + "</b>"'
            ' : "<a href=\\"" + name + "." + _sPageExt + "\\">" + (i + 1) + "</a>");\n  }\n}'
        )
        body = f"{call}\n{definition}" if self.pager == "records" else f"{definition}\n{call}"
        return f'<div class="page" id="div_page"><script>\n//<!--\n{body}\n//-->\n</script></div>'

    def _add_detail(self, piece: Piece, pages: dict[str, Maker]) -> None:
        for place, file in enumerate(piece.files):
            pages[self._file_path(piece, place)] = file_response(file)
        if self._is_direct(piece):
            return
        pages[self._paths[piece.number]] = self._serve(self._detail(piece))

    def _detail(self, piece: Piece) -> str:
        files = "".join(
            f'<p>附件：<a href="./{posixpath.basename(self._file_path(piece, place))}" title="" OLDSRC="">'
            f"{escape(file.name)}</a></p>"
            for place, file in enumerate(piece.files)
        )
        year, month, number = piece.date.split("-")
        block = f"""<table class="gkml" width="100%" border="0"><tbody>
<tr><td><B>索 引 号:</B>00{piece.number % 9973:04}311/{year}-{piece.number % 100_000:05}</td><td><B>分类:</B><span id="lSubcat">政务公开;{self.column_name}</span></td></tr>
<tr><td><B>发布机构:</B>{piece.agency}</td><td><B>发文日期:</B>{year}年{month}月{number}日</td></tr>
<tr><td colspan="2"><B>名　　称:</B><span id="lTitle">{escape(piece.title)}</span></td></tr>
<tr><td><B>文　　号:</B></td><td><B>主 题 词:</B></td></tr>
</tbody></table>"""
        holder = '<div class="TRS_Editor">' if self.table else '<div class="view TRS_UEDITOR trs_paper_default">'
        content = f"""{block if piece.is_report else ""}
<div class="xl-title">{escape(piece.title)}</div>
<div class="xl-info">发布时间：{clock(piece)} 来源：{piece.agency} 浏览次数：<span id="hits">{visits(piece)}</span> 字体：[<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a>]</div>
<div id="zoom" class="Custom_UnionStyle">{holder}
{piece.body}
{files}</div></div>
<div class="share">【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div>"""
        head = meta(self.office, self.metas, (self.column_name, COLUMN_TYPE), piece)
        return self._frame(piece.title, content, head, self.column)

    def _column_frame(self, listed: _List, content: str) -> str:
        head = meta(self.office, self.metas, (listed.name, COLUMN_TYPE))
        if self.platform:
            content = f'{self._menu(listed.folder)}<div class="right">{content}</div>'
        return self._frame(f"{listed.name}-{self.office.agency}", content, head, listed.folder)

    def _entries(self) -> list[tuple[str, str]]:
        """The five entries of the disclosure menu."""
        return [
            ("政府信息公开指南", f"{self._hub}zfxxgkzn/"),
            ("政府信息公开制度", f"{self._hub}zfxxgkzd/"),
            ("法定主动公开内容", f"{self._hub}fdzdgknr/"),
            (self.column_name, self.column),
            ("依申请公开", f"{self._hub}ysqgk/"),
        ]

    def _menu(self, folder: str) -> str:
        entries = [(text, _relative(folder, url)) for text, url in self._entries()]
        if not self.platform:
            return f'<ul class="zfxxgk_menu">\n{links(entries)}\n</ul>'
        # A platform's entries have a picture before them, which breaks them in two lines.
        entries = [(re.sub("(?<=信息|主动)公开", "<br>\n    公开", text), url) for text, url in self._entries()]
        shown = "\n".join(
            f'<h3><a href="{absolute(self.office, url)}"><em class="bnt{number}"></em>{text}</a></h3>'
            for number, (text, url) in enumerate(entries, 1)
        )
        departments = links(
            [
                ("市发展改革委", f"http://xxgk.{domain(self.office)}/gszbm/auto23735/?id=1780/2101"),
                ("市水利局", f"http://xxgk.{domain(self.office)}/gszbm/auto23735/?id=1780/2139"),
            ],
            attributes=' class="c-font1" target="_blank"',
        )
        return f'<div class="left">\n{shown}\n<ul class="bm">\n{departments}\n</ul></div>\n'

    def _guide(self) -> str:
        content = f"""{self._menu(self._hub)}
<div class="gkzn"><h2>政府信息公开指南</h2><p>为了方便公众获得本机关的政府信息，编制本指南。</p></div>"""
        head = meta(self.office, self.metas, ("政府信息公开指南", "信息公开指南"))
        return self._frame(f"政府信息公开-{self.office.agency}", content, head, self._hub)

    def _opened(self) -> str:
        entries = [
            ("领导信息", "./ldxx/"),
            ("机构职能", "./jgzn/"),
            ("政策文件", "./zcwj/"),
            ("政府信息公开", _relative(self._open, self._hub)),
            ("财政预决算", "./czyjs/"),
        ]
        content = f'<div class="zwgk-box"><ul>\n{links(entries)}\n</ul></div>'
        return self._frame("政务公开", content, meta(self.office, self.metas, ("政务公开", "政务公开")), self._open)

    def _home(self) -> str:
        news = "\n".join(
            f'<li><a href="{self._link("/", piece)}">{escape(short(piece.title, 18))}</a><i>{piece.date[5:]}</i></li>'
            for piece in self.office.pieces
            if not piece.is_report
        )
        # A public servant of the city's own platform is among the links, under the very same name.
        friends = links(
            [*abroad(self.office), ("市政府信息公开年报", f"http://xxgk.{domain(self.office)}/zfxxgknb/")], item="{}"
        )
        content = f"""<div class="banner"><img src="./images/top.jpg" alt=""></div>
<div class="news"><h2><a href="./gzdt/">工作动态</a></h2><ul>
{news}
</ul></div>
<div class="friends">{friends}</div>"""
        return self._frame(f"{self.office.agency}网站首页", content, meta(self.office, self.metas), "/")

    def _top(self) -> list[tuple[str, str]]:
        """The menu at the head of every page."""
        opened = "政务公开" if self._open != self._hub else "政府信息公开"
        return [
            ("首页", "/"),
            ("机构概况", "/jggk/"),
            (opened, self._open),
            ("办事服务", "/bsfw/"),
            ("互动交流", "/hdjl/"),
        ]

    def _frame(self, title: str, content: str, head: str, folder: str) -> str:
        crumbs = [("首页", "/")]
        if folder.startswith(self._open) and self._open != self._hub:
            crumbs.append(("政务公开", self._open))
        if folder.startswith(self._hub):
            crumbs.append(("政府信息公开", self._hub))
        if folder.startswith(self.column):
            crumbs.append((self.column_name, self.column))
        trail = "&nbsp;&gt;&gt;&nbsp;".join(
            f'<a href="{_relative(folder, url)}" title="{name}" class="CurrChnlCls">{name}</a>' for name, url in crumbs
        )
        top = links([(text, _relative(folder, url)) for text, url in self._top()])
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
{charset_tag(self.encoding)}
<title>{escape(title)}</title>
{head}
</head>
<body>
<form name="search" action="http://www.{domain(self.office)}/was5/web/search" target="_blank"><input type="hidden" name="channelid" value="290155"><input name="searchword"></form>
<ul id="nav">
{top}
</ul>
<div class="pos">您现在的位置：{trail}</div>
{content}
<div class="footer">主办：{self.office.agency}　网站标识码：3699000123　<a href="https://beian.miit.gov.cn/">备案号</a> <a href="/wzdt/">网站地图</a>
<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac'%3E%3C/span%3E"));</script></div>
</body></html>
"""


trs_site = TrsSite


def _relative(folder: str, path: str) -> str:
    """A link from *folder* as the system writes it: it begins with ``./`` or ``../``."""
    found = posixpath.relpath(path, folder)
    ending = "/" if path.endswith("/") and not found.endswith("/") else ""
    return (found if found.startswith(".") else f"./{found}") + ending
