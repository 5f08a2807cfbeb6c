"""Hosts in the manner of UCAP (开普云): ``.shtml`` shells filled from a JSON search by channel, or static lists.

Written for the project from facts about such sites; markup, titles and addresses are its own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape
from typing import Final, Literal

from tests.replica.families.furniture import (
    COLUMN_NAME,
    COLUMN_TYPE,
    FamilySite,
    MetaStyle,
    abroad,
    absolute,
    clock,
    file_response,
    links,
    meta,
    serve,
    suffix,
    visits,
)
from tests.replica.families.made import Office, Piece
from tests.replica.protocol import ReplicaRequest, ReplicaResponse

Shape = Literal["month", "c01", "content"]
Service = Literal["/searchList/", "/common/search/", "/search/"]
Body = Literal["tags", "id"]

CHANNEL: Final = "3f9a64c2be1d4e57a08c7db25196f0e3"
_OTHER_CHANNEL: Final = "b70d2c9815ea4f36bd44ce0f17a8935d"
_LARGEST_PAGE: Final = 20
_BEIJING: Final = timezone(timedelta(hours=8))


@dataclass(eq=False, kw_only=True)
class UcapSite(FamilySite):
    """A whole host: home, the disclosure page with its five entries, the list, its service, details, files."""

    office: Office = field(kw_only=False)
    site: str = "qysthj"
    """The first folder of every path, the site's code."""
    channel: str = "c100186"
    """The folder of the annual reports' column; it is no page itself."""
    listing: str = "zfxxgk_gknbz"
    service: Service = "/searchList/"
    shape: Shape = "month"
    body: Body = "tags"
    spelled: bool = True
    """Whether the script spells the service's address, or puts it together from the channel's id."""
    static: bool = False
    """Whether the rows are in the page, counted by a script and linked to further files."""
    token: bool = False
    """Whether the service refuses requests without a token that only its script can make."""
    pictured: bool = False
    """Whether the disclosure page is reached from home by a picture and no menu names it."""
    metas: MetaStyle = "plain"

    @property
    def start(self) -> str:
        """The list's first file."""
        return self._file(self.listing)

    @property
    def found(self) -> tuple[Piece, ...]:
        """None where the service keeps them to itself."""
        return () if self.token else self.office.reports

    def _fill(self) -> None:
        self.add_folder("/", serve(self._home()), "index.shtml")
        self.pages[f"/{self.site}/zwgk/zwgk.shtml"] = serve(self._opened())
        self.pages[self._hub] = serve(self._guide())
        self.add_fillers(
            (*self._entries(), *self._top()),
            lambda text: self._frame(text, "<p>内容更新中</p>", meta(self.office, self.metas, (text, text))),
        )
        for piece in self.office.pieces:
            self.addresses[piece.number] = absolute(self.office, self._path(piece))
            self.pages[self._path(piece)] = serve(self._detail(piece))
            for place, file in enumerate(piece.files):
                self.pages[self._file_path(piece, place)] = file_response(file)
        if self.static:
            pages = self.office.pages()
            for number, rows in enumerate(pages, 1):
                name = self.listing if number == 1 else f"{self.listing}_{number}"
                self.pages[self._file(name)] = serve(self._rows_page(number, len(pages), rows))
        else:
            self.pages[self.start] = serve(self._shell())
            self.services[self.service + CHANNEL] = self._answer
            self.services[self.service + _OTHER_CHANNEL] = lambda _: _json(_found((), 1, 0))

    # Addresses

    @property
    def _hub(self) -> str:
        return f"/{self.site}/zfxxgk/zfxxgk.shtml"

    def _file(self, name: str) -> str:
        return f"/{self.site}/{self.channel}/{name}.shtml"

    def _path(self, piece: Piece) -> str:
        if self.shape == "content":
            return f"/{self.site}/{self.channel}/c{piece.number}/content.shtml"
        name = f"c01_{piece.number}" if self.shape == "c01" else piece.hex32
        return f"/{self.site}/{self.channel}/{piece.date[:4]}{piece.date[5:7]}/{name}.shtml"

    def _file_path(self, piece: Piece, place: int) -> str:
        folder = self._path(piece).removesuffix(".shtml").removesuffix("/content")
        return f"{folder}/files/{piece.hex32[8:]}{place}.{suffix(piece.files[place])}"

    # The list

    def _shell(self) -> str:
        address = (
            f"'{self.service}{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=20&_template=index"
            "&_rangeTimeGte=&_channelName=&page=' + page"
        )
        if not self.spelled:
            address = (
                f"'{self.service}' + channelId + '?' + $.param({{_isAgg: true, _isJson: true, _pageSize: pageSize,"
                " _template: 'index', page: page})"
            )
        content = f"""<div class="list-box"><ul id="list_data"></ul><div id="page_div"></div></div>
<script type="text/javascript">
var channelId = "{CHANNEL}", websiteCodeName = "{self.site}", pageSize = 20;
function load(page) {{
  $.ajax({{ url: {address}, dataType: "json", success: function (res) {{ render(res.data.results, res.data.total); }} }});
}}
load(1);
</script>"""
        return self._frame(COLUMN_NAME, self._menu() + content, self._column_meta())

    def _answer(self, request: ReplicaRequest) -> ReplicaResponse:
        if self.token:
            return _json({"status": 403, "msg": "token无效", "data": None}, 403)
        asked = request.query
        if asked.get("_isJson") != "true":
            return ReplicaResponse(b'<ul class="list"></ul>')
        size = min(_number(asked.get("_pageSize"), _LARGEST_PAGE), _LARGEST_PAGE) or _LARGEST_PAGE
        page = max(_number(asked.get("page"), 1), 1)
        pieces = self.office.pieces
        rows = [self._result(piece) for piece in pieces[(page - 1) * size : page * size]]
        return _json(_found(rows, page, len(pieces)))

    def _result(self, piece: Piece) -> dict[str, object]:
        at = datetime.strptime(clock(piece, seconds=True), "%Y-%m-%d %H:%M:%S").replace(tzinfo=_BEIJING)
        # Seconds for some, milliseconds for others: what is right is the text.
        epoch = int(at.timestamp()) * (1000 if piece.number % 2 else 1)
        return {
            "manuscriptId": piece.hex32 if self.shape == "month" else str(piece.number),
            "title": piece.title,
            "subTitle": "",
            "url": f"//{self.office.host}{self._path(piece)}",
            "publishedTime": epoch,
            "publishedTimeStr": clock(piece, seconds=True),
            "memo": "",
            "channelName": COLUMN_NAME,
            "channelCodeName": self.channel,
        }

    def _rows_page(self, number: int, count: int, pieces: Sequence[Piece]) -> str:
        rows = "\n".join(
            f'<li><a href="{self._path(piece)}" title="{escape(piece.title)}" target="_blank">{escape(piece.title)}</a>'
            f"<span>{piece.date}</span></li>"
            for piece in pieces
        )
        following = (
            f'<a href="{self.listing}_{number + 1}.shtml">下一页</a>' if number < count else "<span>下一页</span>"
        )
        content = f"""<div class="list-box"><ul>
{rows}
</ul></div>
<div id="page_div">共{count}页 {following}</div>
<script>createPageHTML('page_div',{count}, {number},'{self.listing}','shtml',{len(self.office.pieces)});</script>"""
        return self._frame(COLUMN_NAME, self._menu() + content, self._column_meta())

    def _column_meta(self) -> str:
        return meta(self.office, self.metas, (COLUMN_NAME, COLUMN_TYPE))

    # Pages

    def _detail(self, piece: Piece) -> str:
        files = "".join(
            f'<p>附件：<a href="{self._file_path(piece, place)}" target="_blank">{escape(file.name)}</a></p>'
            for place, file in enumerate(piece.files)
        )
        block = "\n".join(
            f"<li><em>{label}：</em><span>{escape(value)}</span></li>"
            for label, value in (
                ("索 引 号", f"K{piece.number % 100_000_000:08}/{piece.date[:4]}-{piece.number % 100_000:05}"),
                ("主题分类", "政府信息公开年报" if piece.is_report else "综合政务"),
                ("发布机构", piece.agency),
                ("发布日期", piece.date),
                ("名　　称", piece.title),
                ("文　　号", ""),
                ("有 效 性", "有效"),
                ("来　　源", piece.agency),
            )
        )
        inner = f"{piece.body}\n{files}"
        if self.body == "tags":
            shown = f"<UCAPCONTENT><div class='article-content' id='zoomcon'>\n{inner}\n</div></UCAPCONTENT>"
        else:
            shown = f'<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view">\n{inner}\n</div></div>'
        content = f"""<ul class="xxgk_attr">
{block}
</ul>
<h1><UCAPTITLE>{escape(piece.title)}</UCAPTITLE></h1>
<div class="pages-date">发布时间：{clock(piece)} <span>来源：{piece.agency}</span> <span>浏览量：<i>{visits(piece)}</i> 次</span></div>
{shown}
<div class="print"><a href="javascript:void(0)">打印</a> <a href="javascript:void(0)">分享到</a></div>"""
        head = meta(self.office, self.metas, (COLUMN_NAME, COLUMN_TYPE), piece)
        return self._frame(piece.title, content, head)

    def _entries(self) -> list[tuple[str, str]]:
        """The five entries of the disclosure menu."""
        return [
            ("政府信息公开指南", f"/{self.site}/zfxxgkzn/zfxxgk_gkzn.shtml"),
            ("政府信息公开制度", f"/{self.site}/zfxxgkzd/zfxxgk_zc.shtml"),
            ("法定主动公开内容", f"/{self.site}/fdzdgk/zfxxgk_fdzdgk.shtml"),
            ("政府信息<br/>公开年报", self.start),
            ("依申请公开", f"/{self.site}/ysqgk/zfxxgk_ysqgk.shtml"),
        ]

    def _menu(self) -> str:
        return f'<div class="zfxxgk-left"><ul>\n{links(self._entries())}\n</ul></div>\n'

    def _top(self) -> list[tuple[str, str]]:
        """The menu at the head of every page."""
        opened = [] if self.pictured else [("政务公开", f"/{self.site}/zwgk/zwgk.shtml")]
        return [
            ("首 页", "/"),
            ("新闻动态", f"/{self.site}/xwdt/list.shtml"),
            *opened,
            ("专题专栏", f"/{self.site}/ztzl/common_list.shtml"),
        ]

    def _guide(self) -> str:
        content = f"{self._menu()}<div class='right'><p>本机关的信息公开指南如下。</p></div>"
        return self._frame("政府信息公开", content, meta(self.office, self.metas, ("信息公开指南", "信息公开指南")))

    def _opened(self) -> str:
        entries = [("机构职能", f"/{self.site}/jgzn/list.shtml"), ("政府信息公开", self._hub)]
        return self._frame("政务公开", f"<ul class='col'>\n{links(entries)}\n</ul>", meta(self.office, self.metas))

    def _home(self) -> str:
        picture = (
            f'<a href="{self._hub}" title="政府信息公开"><img src="/{self.site}/xhtml/images/zfxxgk.png" alt=""></a>'
        )
        content = f"""{picture if self.pictured else ""}
<script>$.getJSON('{self.service}{_OTHER_CHANNEL}?_isAgg=true&_isJson=true&_pageSize=6&page=1');</script>
<div class="yqlj">{links(abroad(self.office), "{}")}</div>"""
        return self._frame(self.office.agency, content, meta(self.office, self.metas))

    def _frame(self, title: str, content: str, head: str) -> str:
        top = links(self._top())
        return f"""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
<title>{escape(title)}</title>
{head}
<script src="/{self.site}/xhtml/js/jquery.js"></script>
</head>
<body>
<div class="header"><ul class="nav">
{top}
</ul></div>
<div class="wrap">
{content}
</div>
<div class="footer">主办：{self.office.agency} <a href="/{self.site}/wzdt/common_map.shtml">网站地图</a> 网站标识码：3699000123</div>
</body>
</html>
"""


ucap_site = UcapSite


def _found(rows: Sequence[dict[str, object]], page: int, total: int) -> dict[str, object]:
    return {"data": {"total": total, "page": page, "rows": len(rows), "channelId": CHANNEL, "results": list(rows)}}


def _json(answer: object, status: int = 200) -> ReplicaResponse:
    body = json.dumps(answer, ensure_ascii=False).encode()
    return ReplicaResponse(body, status=status, content_type="application/json;charset=UTF-8")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise
