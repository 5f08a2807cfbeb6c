"""Hosts of the "openness" system (Anhui): ``/XxgkContent/showList/<id>/0/page_<n>.html`` and two kinds of pieces.

Written for the project from facts; no page of such a site is copied.
"""

from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, block, clutter, download, file_links, links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import Site
from tests.replica.sites.pages import PageSite

Pieces = Literal["OpennessContent", "XxgkAnnualReport"]
"""Where reports are; other pieces are always ``OpennessContent``."""

_COLUMN: Final = 865


def openness_site(
    office: Office,
    *,
    pieces: Pieces = "XxgkAnnualReport",
    label: str = "政府信息公开年度报告",
    look: Look = "shouting",
) -> Site:
    """A whole host."""
    column = f"/XxgkContent/showList/{_COLUMN}/0/page_{{}}.html"
    menu = Menu(
        annual=column.format(1),
        annual_label=label,
        open="/Openness/index.html",
        open_label="信息公开",
        guide="/XxgkContent/showList/861/0/page_1.html",
        rules="/XxgkContent/showList/862/0/page_1.html",
        content="/XxgkContent/showList/863/0/page_1.html",
        apply="/XxgkApply/index.html",
        news="/News/showList/2/page_1.html",
        services="/Service/index.html",
        forms="/News/showList/9/page_1.html",
    )
    frame = Frame(office, menu, look)
    pages = frame.furniture()
    listed = office.pages()
    for number, part in enumerate(listed, 1):
        shown = [(piece.title, openness_path(piece, pieces), piece.date) for piece in part]
        steps = [("首页", 1), ("上页", number - 1), ("下页", number + 1), ("末页", len(listed))]
        pager = links([(name, column.format(at) if 1 <= at <= len(listed) else "") for name, at in steps])
        content = f"{listing(shown, 'table')}\n<div class=page>{pager} {number}/{len(listed)}</div>"
        pages[column.format(number)] = frame.maker(frame.column_page(content))
    for piece in office.pieces:
        pages[openness_path(piece, pieces)] = frame.maker(_article(frame, piece))
        pages.update({_file(piece, file): download(file) for file in piece.files})
    return PageSite(office.host, office.scheme, pages)


def openness_path(piece: Piece, pieces: Pieces = "XxgkAnnualReport") -> str:
    """Where *piece* is."""
    kind = pieces if piece.is_report else "OpennessContent"
    number = piece.number % 10000 if kind == "XxgkAnnualReport" else piece.number
    return f"/{kind}/show/{number}.html"


def _file(piece: Piece, file: File) -> str:
    return f"/UploadFile/{piece.date[:4]}/{piece.number}.{file.name.rpartition('.')[2]}"


def _article(frame: Frame, piece: Piece) -> str:
    pairs = (
        ("索引号：", f"{piece.number % 100000:09}/{piece.date[:4]}-{piece.number % 1000:05}"),
        ("组配分类：", "政府信息公开年报"),
        ("发布机构：", piece.agency),
        ("发布日期：", piece.date),
        ("有效性：", "有效"),
        ("文号：", "无"),
    )
    content = f"""{block(pairs, columns=1)}
<H2>{escape(piece.title)}</H2>
<DIV>发布时间：{piece.date} 浏览次数：{piece.number % 331}次 字体：【大 中 小】</DIV>
<DIV class="article-content">
{piece.body}
{file_links(piece.files, partial(_file, piece))}
</DIV>
{clutter(piece)}"""
    return frame.article_page(piece, content)
