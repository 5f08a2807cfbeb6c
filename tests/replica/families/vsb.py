"""Hosts of VSB: lists ``xxx.htm`` whose further pages count down, pieces ``/info/<tree>/<id>.htm``.

Written for the project from facts; no page of such a site is copied.
"""

from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.frames import (
    Frame,
    Look,
    Menu,
    RowStyle,
    block,
    clutter,
    download,
    file_links,
    links,
    listing,
)
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import Site
from tests.replica.sites.pages import Maker, PageSite

Paging = Literal["descending", "list.jsp", "query", "years"]
"""``years``: no list but a menu of pages, one a year."""

_TREE: Final = 1013
_HEAD: Final = """<script type="text/javascript" src="/system/resource/js/vsbscreen.min.js"></script>
<script type="text/javascript" src="/_sitegray/_sitegray.js"></script>
<link rel="stylesheet" href="/index.vsb.css">"""
_FOOT: Final = f'<script>_jsq_({_TREE},"/content.jsp",-1,1553812760)</script>'


def vsb_site(
    office: Office,
    *,
    paging: Paging = "descending",
    base: str = "/zfxxgk/zfxxgknb",
    label: str = "政府信息公开年报",
    look: Look = "modern",
    rows: RowStyle = "li",
    inner: bool = False,
    container: str = "vsb_content_2",
) -> Site:
    """A whole host; *base* is the column without its ``.htm``, *inner* puts files under ``/__local/``."""
    menu = Menu(
        annual=f"{base}.htm",
        annual_label=label,
        open="/zfxxgk.htm",
        guide="/zfxxgk/zfxxgkzn.htm",
        rules="/zfxxgk/zfxxgkzd.htm",
        content="/zfxxgk/fdzdgknr.htm",
        apply="/zfxxgk/ysqgk.htm",
        news="/xwdt.htm",
        services="/bsfw.htm",
        forms="/wzbb.htm",
    )
    frame = Frame(office, menu, look, head=_HEAD, foot=_FOOT)
    pages = {**frame.furniture(), **_column(frame, paging, base, rows)}
    for piece in office.pieces:
        pages[vsb_path(piece, base, paging)] = frame.maker(_article(frame, piece, base, container, inner=inner))
        for file in piece.files:
            pages[_file(piece, file, inner=inner)] = download(file, named=not inner)
    return PageSite(office.host, office.scheme, pages)


def vsb_path(piece: Piece, base: str, paging: Paging = "descending") -> str:
    """Where *piece* is; in a menu of years, the reports are columns themselves."""
    if paging == "years" and piece.is_report:
        return f"{base}/a{piece.year}.htm"
    return f"/info/{_TREE}/{piece.number}.htm"


def _column(frame: Frame, paging: Paging, base: str, rows: RowStyle) -> dict[str, Maker]:
    if paging == "years":
        entries = [
            (f"{piece.year}年", f"{base.rpartition('/')[2]}/a{piece.year}.htm") for piece in frame.office.reports
        ]
        content = f'<div class="years">{links(entries)}</div>\n<p>请选择年度。</p>'
        return {f"{base}.htm": frame.maker(frame.column_page(content))}
    pages: dict[str, Maker] = {}
    listed = frame.office.pages()
    addresses = {number: _address(paging, base, number, len(listed)) for number in range(1, len(listed) + 1)}
    for number, part in enumerate(listed, 1):
        # The lower directory of further pages shows in their relative links.
        up = "../" * addresses[number].partition("?")[0].count("/", 1)
        shown = [(piece.title, up + f"info/{_TREE}/{piece.number}.htm", piece.date) for piece in part]
        content = listing(shown, rows, cut=26) + _pager(addresses, number)
        pages[addresses[number]] = frame.maker(frame.column_page(content))
    return pages


def _address(paging: Paging, base: str, number: int, last: int) -> str:
    if number == 1:
        return f"{base}.htm"
    if paging == "descending":
        return f"{base}/{last - number + 1}.htm"
    if paging == "query":
        return f"{base}.htm?a168274t={last}&a168274p={number}"
    folder = base.rpartition("/")[0]
    return f"{folder}/list.jsp?totalpage={last}&PAGENUM={number}&urltype=tree.TreeTempUrl&wbtreeid={_TREE}"


def _pager(addresses: dict[int, str], number: int) -> str:
    last = len(addresses)
    steps = [("首页", 1), ("上页", number - 1), ("下页", number + 1), ("尾页", last)]
    drawn = "".join(
        f'<a href="{escape(_relative(addresses[at], addresses[number]))}" class="Next">{name}</a>'
        if at in addresses and at != number
        else f'<span class="NextDisabled">{name}</span>'
        for name, at in steps
    )
    return f'\n<div class="p_pages">共{last}页&nbsp;{drawn}<input name="a168274Find"><a href="javascript:a168274_gopage_fun()">转到</a></div>'


def _relative(target: str, page: str) -> str:
    """*target* as such lists write it: from the page's own directory."""
    path, _, query = target.partition("?")
    if query and path == page.partition("?")[0]:
        return f"?{query}"
    folder = page.partition("?")[0].rpartition("/")[0] + "/"
    if target.startswith(folder):
        return target.removeprefix(folder)
    return "../" + target.removeprefix(folder.rstrip("/").rpartition("/")[0] + "/")


def _file(piece: Piece, file: File, *, inner: bool) -> str:
    if inner:
        key = piece.hex32.upper()
        return (
            f"/__local/{key[0]}/{key[1:3]}/{key[3:5]}/{key}_{key[:8]}_{len(file.body):X}.{file.name.rpartition('.')[2]}"
        )
    return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1470392{_TREE}&wbfileid={piece.number % 1000000 + len(file.name)}"


def _article(frame: Frame, piece: Piece, base: str, container: str, *, inner: bool) -> str:
    pairs = (
        ("索引号", f"{piece.date.replace('-', '')}-{piece.number % 1000000}-346"),
        ("发布机构", piece.agency),
        ("公开日期", piece.date),
        ("主题分类", "政务公开"),
        ("体裁分类", "报告" if piece.is_report else "通知"),
        ("服务对象", "全社会"),
        ("组配分类", "政府信息公开年报"),
        ("公开方式", "主动公开"),
        ("著录日期", piece.date),
        ("", ""),
    )
    content = f"""{block(pairs)}
<form name="_newscontent_fromname">
<h1>{escape(piece.title)}</h1>
<div class="info">发布时间：{piece.date.replace("-", "/")} 来源：{piece.agency} 点击：[<span><script>_showDynClicks("wbnews", 1553812760, {piece.number})</script></span>]</div>
<div id="{container}"><div class="v_news_content">
{piece.body}
</div></div>
{file_links(piece.files, partial(_file, piece, inner=inner))}
</form>
{clutter(piece)}"""
    return frame.article_page(piece, content)
