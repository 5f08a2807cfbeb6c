"""Hosts of Lonsun (Anhui): ``/public/column/<organ>?type=3`` and pieces ``/public/content/<id>``.

Written for the project from facts; the fields of the JSON rows beside title, link and date are invented.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, block, clutter, download, file_links, links, listing
from tests.replica.families.made import File, Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site, not_found
from tests.replica.sites.pages import Maker, PageSite

Listing = Literal["page", "fragments", "json"]
"""Whether rows stand in the page, or come by script as pieces of markup or as JSON."""
Detail = Literal["content", "organ"]

ORGAN: Final = "6608912"

_SITE: Final = "6793401"
_LABEL: Final = "/site/label/8888"
_TYPES: Final = {"1": "rules", "2": "guide", "3": "annual", "4": "content", "5": "apply"}


@dataclass(frozen=True, slots=True)
class _Organ:
    office: Office
    listing: Listing
    detail: Detail

    def path(self, piece: Piece) -> str:
        return f"/public/content/{piece.number}" if self.detail == "content" else f"/public/{ORGAN}/{piece.number}.html"

    def part(self, number: int) -> tuple[Piece, ...]:
        listed = self.office.pages()
        return listed[number - 1] if 1 <= number <= len(listed) else ()


class _LonsunSite(PageSite):
    def __init__(self, organ: _Organ, frame: Frame, pages: Mapping[str, Maker]) -> None:
        super().__init__(organ.office.host, organ.office.scheme, pages)
        self._organ = organ
        self._frame = frame

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """Columns by their type, rows by their label, whatever else is asked along; everything else is a page."""
        query = request.query
        if request.bare_path == _LABEL:
            return self._label(query if request.method == "GET" else {**query, **request.form})
        if request.bare_path == f"/public/column/{ORGAN}":
            kind = _TYPES.get(query.get("type", "4"))
            if kind != "annual":
                return self.page(f"/{kind}") if kind else not_found()
            number = query.get("pageIndex", "1")
            return self._column(int(number) if number.isdecimal() and self._organ.listing == "page" else 1)
        return super().respond(request)

    def _column(self, number: int) -> ReplicaResponse:
        organ, last = self._organ, len(self._organ.office.pages())
        if organ.listing == "page":
            address = f"/public/column/{ORGAN}?type=3&action=list&pageIndex={{}}"
            steps = [("上一页", number - 1), ("下一页", number + 1), ("尾页", last)]
            pager = links([(name, address.format(at)) for name, at in steps if 1 <= at <= last and at != number])
            content = f"{_rows(organ, number)}\n<div class=pagination>{pager} 共{last}页</div>"
        else:
            kind = "html" if organ.listing == "fragments" else "JSON"
            content = f"""<div class="xxgk_nav_con" id="publicInfoList"><p>正在加载…</p></div>
<div id="pagination"></div>
<script>
var organId = "{ORGAN}", siteId = "{_SITE}";
$(function () {{
  Ls.pagination("#pagination", {{pageCount:{last},pageIndex:1,pageSize:{organ.office.rows_per_page},
    ajaxUrl:"{_LABEL}?IsAjax=1&dataType={kind}&_=0.{_SITE}&labelName=publicInfoList&siteId={_SITE}&pageSize={organ.office.rows_per_page}&pageIndex=1&action=list&isDate=true&dateFormat=yyyy-MM-dd&length=80&organId={ORGAN}&type=3&catId=&cId=&result=&file=%2Fxxgk%2FpublicInfoList"
  }});
}});
</script>"""
        return self._frame.maker(self._frame.column_page(content))()

    def _label(self, query: Mapping[str, str]) -> ReplicaResponse:
        if query.get("labelName") != "publicInfoList" or query.get("organId") != ORGAN or query.get("type") != "3":
            return ReplicaResponse(b"")
        wanted = query.get("pageIndex", "1")
        number = int(wanted) if wanted.isdecimal() else 1
        organ = self._organ
        if query.get("dataType", "html").lower() != "json":
            return ReplicaResponse(_rows(organ, number).encode())
        rows = [
            {
                "id": piece.number,
                "title": piece.title,
                "link": organ.path(piece),
                "publishDate": f"{piece.date} 10:00:00",
                "organName": piece.agency,
                "indexNum": _index_number(piece),
                "fileNum": "",
            }
            for piece in organ.part(number)
        ]
        page = {
            "pageIndex": number,
            "pageCount": len(organ.office.pages()),
            "total": len(organ.office.pieces),
            "data": rows,
        }
        answer = {"status": 1, "desc": "", "data": page}
        return ReplicaResponse(json.dumps(answer, ensure_ascii=False).encode(), content_type="application/json")


def lonsun_site(
    office: Office,
    *,
    listing: Listing = "page",
    detail: Detail = "content",
    label: str = "政府信息公开年报",
    look: Look = "modern",
) -> Site:
    """A whole host."""
    column = f"/public/column/{ORGAN}?type={{}}&action={{}}"
    menu = Menu(
        annual=column.format(3, "list"),
        annual_label=label,
        open=column.format(4, "list"),
        guide=column.format(2, "detail"),
        rules=column.format(1, "list"),
        content=column.format(4, "list") + "&nav=3",
        apply=column.format(5, "detail"),
        through=("信息公开", "/zwgk/index.html"),
        news="/xwdt/index.html",
        services="/bsfw/index.html",
        forms="/wzbb/index.html",
    )
    organ = _Organ(office, listing, detail)
    frame = Frame(office, menu, look)
    pages = frame.furniture()
    # Its respond asks for the columns by their type alone.
    for name, address in (("rules", menu.rules), ("guide", menu.guide), ("content", menu.open), ("apply", menu.apply)):
        pages[f"/{name}"] = pages[address]
    for piece in office.pieces:
        pages[organ.path(piece)] = frame.maker(_article(frame, piece))
        pages.update({_file(piece, file): download(file) for file in piece.files})
    return _LonsunSite(organ, frame, pages)


def _rows(organ: _Organ, number: int) -> str:
    shown = [(piece.title, organ.path(piece), piece.date) for piece in organ.part(number)]
    return f'<div class="xxgk_navli">{listing(shown, cut=30)}</div>'


def _index_number(piece: Piece) -> str:
    return f"ORG99/{piece.date[:4]}{piece.date[5:7]}-{piece.number % 100000:05}"


def _file(piece: Piece, file: File) -> str:
    return (
        f"/group1/M00/{piece.hex32[:2].upper()}/{piece.hex32[2:4].upper()}/{piece.hex32}.{file.name.rpartition('.')[2]}"
    )


def _article(frame: Frame, piece: Piece) -> str:
    pairs = (
        ("索 引 号：", _index_number(piece)),
        ("信息分类：", "政府信息公开年报"),
        ("内容分类：", "综合政务"),
        ("发文日期：", f"{piece.date} 10:00"),
        ("发布机构：", piece.agency),
        ("生成日期：", piece.date),
        ("来源单位：", piece.agency),
        ("生效/废止时间：", "有效 / "),
        ("名 称：", piece.title),
        ("文 号：", ""),
        ("关 键 词：", "年度报告" if piece.is_report else ""),
        ("", ""),
    )
    content = f"""<div class="wzxx">{block(pairs)}</div>
<h1 class="newstitle">{escape(piece.title)}</h1>
<div class="newsinfo">作者：{piece.agency} 发布时间：{piece.date} 10:00 阅读：<i id="hits"></i>次</div>
<div class="j-fontContent wzxqnr" id="zoom">
{piece.body}
{file_links(piece.files, partial(_file, piece))}
</div>
{clutter(piece)}"""
    return frame.article_page(piece, content)
