"""Hosts of EWB: rows by posted JSON, whose address and site id stand in a script; or static ``subPage_2.html``.

Written for the project from facts; no page of such a site is copied.
"""

import json
from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any, Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, block, clutter, download, file_links, links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site
from tests.replica.sites.pages import Maker, PageSite, text_response

Listing = Literal["posted", "static"]

_GUID: Final = "4d0c7a52-9b1e-4f36-8a77-2c51e9d0b6f3"
_CATEGORY: Final = "003005"
_DEPARTMENT: Final = "033"
_STATIC: Final = "/003/003005/subPage{}.html"


class _EwbSite(PageSite):
    def __init__(self, office: Office, pages: Mapping[str, Maker], project: str, *, wrapped: bool) -> None:
        super().__init__(office.host, office.scheme, pages)
        self._office = office
        self._service = f"{project}/rest/lightfrontaction/getgovinfolist"
        self._wrapped = wrapped

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """Rows for posted JSON; columns whatever their query; everything else is a page."""
        if request.bare_path == self._service:
            return self._rows(request) if request.method == "POST" else ReplicaResponse(status=405)
        if request.bare_path.endswith("/govInfoPub.html") and request.query.get("categorynum") == _CATEGORY:
            return self.page(_column_path())
        return super().respond(request)

    def _rows(self, request: ReplicaRequest) -> ReplicaResponse:
        asked = _json(request.body)
        if self._wrapped:
            asked = asked.get("params", {})
        mine = asked.get("siteGuid") == _GUID and asked.get("categorynum") == _CATEGORY
        size = _number(asked.get("pageSize"), 15)
        start = _number(asked.get("pageIndex"), 0) * size
        pieces = self._office.pieces if mine else ()
        rows = [
            {
                "infourl": ewb_path(piece),
                # The shown title is cut, the real one is not.
                "title": piece.title[:20] + ("..." if len(piece.title) > 20 else ""),
                "realtitle": piece.title,
                "infodate": piece.date,
                "deptname": piece.agency,
            }
            for piece in pieces[start : start + size]
        ]
        answer = {"status": {"code": 200, "text": ""}, "custom": {"total": len(pieces), "data": rows}}
        return ReplicaResponse(json.dumps(answer).encode(), content_type="application/json;charset=utf-8")


def ewb_site(
    office: Office,
    *,
    listing: Listing = "posted",
    project: str = "/EWB-FRONT",
    wrapped: bool = False,
    label: str = "政府信息公开年报",
    look: Look = "modern",
) -> Site:
    """A whole host; *wrapped* services want what is posted below ``params``."""
    page = "/dynamic/zwgk/govInfoPub.html?categorynum={}&deptcode=" + _DEPARTMENT
    menu = Menu(
        annual=_column_path() if listing == "posted" else _STATIC.format(""),
        annual_label=label,
        open="/govxxgk/govxxgk.html",
        guide=page.format("003001"),
        rules=page.format("003002"),
        content=page.format("003003"),
        apply="/dynamic/zwgk/apply.html",
        news="/001/001001/subPage.html",
        services="/002/subPage.html",
        forms="/001/001009/subPage.html",
    )
    head = '<script src="/js/webBuilderCommon.js"></script>' if listing == "posted" else ""
    frame = Frame(office, menu, look, head=head)
    pages = frame.furniture()
    if listing == "posted":
        info = json.dumps({"siteGuid": _GUID, "projectName": project})
        pages["/js/webBuilderCommon.js"] = text_response(
            f"var siteInfo = {info};\nvar webBuilder = webBuilder || {{}};\n"
        )
        shell = (
            '<ul id="infolist"></ul>\n<div id="pager" class="pager"></div>\n<script src="/js/govInfoPub.js"></script>'
        )
        pages[_column_path()] = frame.maker(frame.column_page(shell))
    else:
        pages.update(_static(frame))
    for piece in office.pieces:
        # Pages are files: the query beside their names is for the page's own script.
        pages[ewb_path(piece)] = pages[ewb_path(piece).partition("?")[0]] = frame.maker(_article(frame, piece))
        pages.update({_file(piece, file): download(file) for file in piece.files})
    return _EwbSite(office, pages, project, wrapped=wrapped)


def ewb_path(piece: Piece) -> str:
    """Where *piece* is."""
    h = piece.hex32
    return f"/govxxgk/QY/{piece.date}/{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}.html?deptcode={_DEPARTMENT}"


def _column_path() -> str:
    return f"/dynamic/zwgk/govInfoPub.html?categorynum={_CATEGORY}&deptcode={_DEPARTMENT}"


def _static(frame: Frame) -> dict[str, Maker]:
    listed = frame.office.pages()
    pages: dict[str, Maker] = {}
    for number, part in enumerate(listed, 1):
        steps = [("上页", number - 1), ("下页 >", number + 1), ("尾页", len(listed))]
        pager = links([(name, _static_path(at)) for name, at in steps if 1 <= at <= len(listed) and at != number])
        content = listing([(piece.title, ewb_path(piece), piece.date) for piece in part], cut=22)
        pages[_static_path(number)] = frame.maker(frame.column_page(f'{content}\n<div class="pager">{pager}</div>'))
    return pages


def _static_path(number: int) -> str:
    return _STATIC.format("" if number == 1 else f"_{number}")


def _file(piece: Piece, file: File) -> str:
    return f"/EWB-FRONT/attach/{piece.hex32[:8]}/{piece.number}.{file.name.rpartition('.')[2]}"


def _article(frame: Frame, piece: Piece) -> str:
    pairs = (
        ("索引号", f"QY{_DEPARTMENT}-{piece.date[:4]}-{piece.number % 100000:06}"),
        ("主题分类", "政务公开"),
        ("发布机构", piece.agency),
        ("发文日期", piece.date),
        ("名称", piece.title),
        ("文号", ""),
    )
    content = f"""{block(pairs, css="t1")}
<h3 class="article-title">{escape(piece.title)}</h3>
<div class="info-sources">【发布日期：{piece.date}】【来源：{piece.agency}】【字号：<a href="javascript:;">大</a>】</div>
<div id="ivs_content" class="article-content mian-cont">
{piece.body}
{file_links(piece.files, partial(_file, piece))}
</div>
{clutter(piece)}"""
    return frame.article_page(piece, content)


def _json(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _number(value: object, otherwise: int) -> int:
    return int(str(value)) if str(value).isdecimal() else otherwise
