"""Hosts of EasySite: lists and pieces by the query of ``/eportal/ui``, or pieces as files of numbered directories.

Written for the project from facts; no page of such a site is copied.
"""

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, block, clutter, download, file_links, links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site
from tests.replica.sites.pages import PageSite

Shape = Literal["eportal", "static", "numbered"]
"""How pieces are addressed: by query, in directories of numbers, or in one below the column's own directory."""

LIST_PAGE: Final = "2768031"
MODULE: Final = "7b0e21c4a9f54d36b1c8d2e3f4a59607"

_COLUMN: Final = "2768044"
_TEMPLATE: Final = "2768090"
_ORGANISATION: Final = "990046318"
_HEAD: Final = '<script type="text/javascript" src="/eportal/scripts/easysite.js"></script>'


@dataclass(frozen=True, slots=True)
class _Shape:
    office: Office
    shape: Shape
    column: str

    def path(self, piece: Piece) -> str:
        if self.shape == "static":
            return f"/made/{LIST_PAGE}/{_COLUMN}/{piece.number}/index.html"
        if self.shape == "numbered":
            return f"{self.column}{piece.number}/index.html"
        return f"/eportal/ui?pageId={_TEMPLATE}&articleKey={piece.number}&columnId={_COLUMN}"


class _EasySite(PageSite):
    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """A list whatever else is in its query; everything else by its address."""
        query = request.query
        if request.bare_path == "/eportal/ui" and query.get("pageId") == LIST_PAGE and "articleKey" not in query:
            # Without the module's id the first page comes, whichever was asked for.
            wanted = query.get("currentPage", "1") if query.get("moduleId") == MODULE else "1"
            return self.page(f"/list/{wanted}")
        return super().respond(request)


def easysite_site(
    office: Office,
    *,
    shape: Shape = "eportal",
    column: str | None = None,
    label: str = "政府信息公开年报",
    look: Look = "tables",
    static_request: bool = False,
) -> Site:
    """A whole host; *column* is the directory of the list where it has one, *static_request* adds to its pages' query."""
    shaped = _Shape(office, shape, column or "/zfxxgk/zfxxgknb13/")
    first = column or f"/eportal/ui?pageId={LIST_PAGE}"
    menu = Menu(
        annual=first,
        annual_label=label,
        open="/eportal/ui?pageId=2768001",
        guide="/eportal/ui?pageId=2768002",
        rules="/eportal/ui?pageId=2768003",
        content="/eportal/ui?pageId=2768004",
        apply="/eportal/ui?pageId=2768005",
        news="/eportal/ui?pageId=2767900",
        services="/eportal/ui?pageId=2767901",
        forms="/eportal/ui?pageId=2767902",
    )
    frame = Frame(office, menu, look, head=_HEAD)
    pages = frame.furniture()
    listed = office.pages()
    for number, part in enumerate(listed, 1):
        content = _list(shaped, part, number, len(listed), "&staticRequest=yes" if static_request else "")
        # These addresses are the site's own notation: its respond turns the list's queries into them.
        pages[f"/list/{number}"] = maker = frame.maker(frame.column_page(content))
        if number == 1 and column:
            pages[column] = pages[f"{column}index.html"] = maker
    for piece in office.pieces:
        pages[shaped.path(piece)] = frame.maker(_article(frame, piece))
        pages.update({_file(piece, file): download(file) for file in piece.files})
    return _EasySite(office.host, office.scheme, pages)


def easysite_url(office: Office, piece: Piece, shape: Shape = "eportal", column: str = "/zfxxgk/zfxxgknb13/") -> str:
    """Where *piece* is."""
    return f"{office.scheme}://{office.host}{_Shape(office, shape, column).path(piece)}"


def _list(shaped: _Shape, part: tuple[Piece, ...], number: int, last: int, more: str) -> str:
    address = f"/eportal/ui?pageId={LIST_PAGE}&currentPage={{}}&moduleId={MODULE}{more}"
    if shaped.shape == "eportal":
        # Tables in a table's cells, the link in the second cell.
        lines = "\n".join(
            f'<tr><td><table width="100%"><tr><td>{place}</td><td><a href="{escape(shaped.path(piece))}" target="_blank"'
            f' title="{escape(piece.title)}">{escape(piece.title)}</a></td><td>{piece.date}</td></tr></table></td></tr>'
            for place, piece in enumerate(part, 1)
        )
        rows = f'<table width="100%">\n{lines}\n</table>'
    else:
        rows = listing([(piece.title, shaped.path(piece), piece.date) for piece in part], cut=24)
    steps = {"首页": 1, "上一页": max(number - 1, 1), "下一页": min(number + 1, last), "尾页": last}
    pager = "".join(f"<li>{links([(name, address.format(at))])}</li>" for name, at in steps.items())
    return f'{rows}\n<div class="easysite-page"><ul>{pager}<li>第{number}页/共{last}页</li></ul></div>'


def _file(piece: Piece, file: File) -> str:
    return f"/eportal/fileDir/made/resource/cms/article/{_COLUMN}/{piece.number}/{piece.hex32[:16]}.{file.name.rpartition('.')[2]}"


def _article(frame: Frame, piece: Piece) -> str:
    year, month, day = piece.date.split("-")
    pairs = (
        ("名  称:", piece.title),
        ("索 引 号:", f"{_ORGANISATION}/{year}-{piece.number}"),
        ("发布机构:", piece.agency),
        ("文  号:", ""),
        ("主 题 词:", ""),
        ("发布日期:", f"{year}年{month}月{day}日"),
        ("主题分类:", "综合政务"),
        ("有效性:", ""),
    )
    content = f"""<div id="{piece.hex32}">
<div class="easysite-block">{block(pairs, css="easysite-table")}</div>
<div class="easysite-news-title"><h2>{escape(piece.title)}</h2></div>
<p class="easysite-news-describe">发布日期：{piece.date} <span id="laiyuan">来源：{piece.agency}</span> <a href="javascript:;">语音播报</a></p>
<div class="easysite-news-text" id="easysiteText">
{piece.body}
{file_links(piece.files, partial(_file, piece))}
</div>
</div>
{clutter(piece)}"""
    return frame.article_page(piece, content)
