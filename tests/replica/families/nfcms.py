"""Hosts of NFCMS (Guangdong): lists ``index.html``, ``index_2.html``; pieces ``content/post_<id>.html``.

Written for the project from facts; no page of such a site is copied.
"""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Literal
from urllib.parse import urlsplit

from tests.replica.families.frames import Frame, Link, Look, Menu, RowStyle, clutter, download, file_links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import Site
from tests.replica.sites.pages import Maker, PageSite

Body = Literal["news_cont_d_wrap", "tyxxy_main"]

# The links of such pages open in a new window by a base without an address; phones are sent elsewhere by script.
_HEAD = """<base target="_blank">
<script>if(/Android|iP/.test(navigator.userAgent)){location.href="mindex.html"}</script>"""


def nfcms_site(
    office: Office,
    *,
    column: str = "/xxgk/qt/ndxxgkbg/",
    label: str = "政府信息公开年报",
    look: Look = "modern",
    body: Body = "news_cont_d_wrap",
    rows: RowStyle = "div",
    cut: int | None = None,
) -> Site:
    """A whole host."""
    frame = Frame(office, Menu(column, label, open="/xxgk/", through=("政务公开", "/zwgk/")), look, head=_HEAD)
    pages = {**frame.furniture(), **nfcms_column(frame, column, body=body, rows=rows, cut=cut)}
    return PageSite(office.host, office.scheme, pages)


def nfcms_column(
    frame: Frame,
    column: str,
    *,
    body: Body = "news_cont_d_wrap",
    rows: RowStyle = "div",
    cut: int | None = None,
) -> dict[str, Maker]:
    """The pages of a column and of its pieces."""
    pages: dict[str, Maker] = {}
    listed = frame.office.pages()
    for number, part in enumerate(listed, 1):
        shown = [(piece.title, post_url(frame.office, column, piece), piece.date) for piece in part]
        content = listing(shown, rows, cut) + _pager(number, len(listed))
        maker = frame.maker(frame.column_page(content))
        pages[column + _index(number)] = maker
        if number == 1:
            pages[column] = pages[column.rstrip("/")] = maker
    for place, piece in enumerate(frame.office.pieces):
        around: list[Link] = [
            (other.title, post_url(frame.office, column, other))
            for other in frame.office.pieces[max(place - 1, 0) : place + 2]
            if other is not piece
        ]
        address = urlsplit(post_url(frame.office, column, piece)).path
        pages[address] = frame.maker(_article(frame, piece, body, around))
        for file in piece.files:
            pages[_file(piece, file)] = download(file)
    return pages


def post_url(office: Office, column: str, piece: Piece) -> str:
    """Where *piece* is, in full as such lists write it."""
    return f"{office.scheme}://{office.host}{column}content/post_{piece.number}.html"


def _index(number: int) -> str:
    return "index.html" if number == 1 else f"index_{number}.html"


def _pager(number: int, last: int) -> str:
    steps = [("首页", 1), ("上一页", number - 1), *((str(at), at) for at in range(1, last + 1))]
    steps += [("下一页", number + 1), ("末页", last)]
    drawn = "".join(
        f'<a href="{_index(at)}"{" class=on" if at == number else ""}>{name}</a>' if 1 <= at <= last else ""
        for name, at in steps
    )
    return f'\n<div class="page">{drawn} <span>共{last}页</span></div>'


def _file(piece: Piece, file: File) -> str:
    return f"/attachment/0/{piece.number // 1000}/{piece.number}.{file.name.rpartition('.')[2]}"


def _article(frame: Frame, piece: Piece, body: Body, around: Sequence[Link]) -> str:
    content = f"""<h1 class="{body.partition("_")[0]}_title">{escape(piece.title)}</h1>
<div class="zw-info"><span>发布日期：{piece.date}</span> <span>来源：{piece.agency}</span> <span>【字体：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>】</span></div>
<div class="{body}">
{piece.body}
{file_links(piece.files, partial(_file, piece))}
</div>
{clutter(piece, around)}"""
    return frame.article_page(piece, content, {"ArticleId": str(piece.number)})
