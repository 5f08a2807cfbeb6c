"""Hosts of Guangdong's disclosure platform: a tree of columns in a script, JSON lists, bodies in a script.

Written for the project from facts: the addresses, the names of the settings and of the answers' fields.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any, Final, Literal

from tests.replica.families.frames import Frame, Look, Menu, article_tags, download
from tests.replica.families.made import File, Office, Piece
from tests.replica.families.nfcms import nfcms_column
from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Site
from tests.replica.sites.pages import Maker, PageSite

Notation = Literal["json", "script", "loose"]
"""How the tree is written in the page's script: as JSON with its letters escaped, as a script's object with bare
names and single quotes, or so with a comma after the last of everything, too."""

COLUMN: Final = 8317
"""The id of the reports' column; the others in the tree are near it."""

_BEIJING: Final = timezone(timedelta(hours=8))
_JUMPED: Final = "/zwgk/ndbg/"


@dataclass(frozen=True, slots=True)
class _Platform:
    """What every page of one platform knows."""

    office: Office
    prefix: str
    sid: str
    node: str
    jumps: bool
    notation: Notation
    nested: bool
    drawn: bool

    @property
    def root(self) -> str:
        return f"{self.prefix}/gkmlpt"

    def url(self, piece: Piece) -> str:
        return f"{self.office.scheme}://{self.office.host}{self.path(piece)}"

    def path(self, piece: Piece) -> str:
        return gkmlpt_path(piece, self.prefix)

    def file(self, piece: Piece, file: File) -> str:
        return f"/attachment/0/{piece.number // 1000}/{piece.number}/{file.name}"

    def tree(self) -> list[dict[str, Any]]:
        host = f"{self.office.scheme}://{self.office.host}"
        jump = host + _JUMPED if self.jumps else ""
        reports = _node(COLUMN, self.node, count=len(self.office.pieces), jump_url=jump)
        disclosed = [
            _node(8302, "机构职能", count=3),
            _node(8303, "政策文件", [_node(8304, "规范性文件", count=12), _node(8305, "政策解读", count=4)]),
            _node(8306, "财政预决算", [_node(8307, "年度预算", count=6), _node(8308, "年度决算", count=6)]),
            _node(8309, "政府网站年度报表", count=5),
        ]
        top = [
            _node(8300, "政府信息公开指南", jump_url=f"{host}/zfxxgk/zfxxgkzn/"),
            _node(8301, "政府信息公开制度", count=2),
        ]
        if self.nested:
            top.append(_node(8310, "政府信息公开", [_node(8311, "法定主动公开内容", disclosed), reports]))
        else:
            top += [_node(8311, "法定主动公开内容", disclosed), reports]
        return [*top, _node(8320, "依申请公开", jump_url=f"{host}/zfxxgk/ysqgk/")]

    def config(self, detail: Mapping[str, Any] | None = None) -> str:
        """The script that sets everything; its outer names are bare in any notation."""
        write: Any = _json if self.notation == "json" else partial(_script, loose=self.notation == "loose")
        # What an editor typed is always written as JSON.
        own = f"    DETAIL: {_json(detail)},\n" if detail else ""
        return f"""<script>
window._CONFIG = {{
    // 平台设置
    SITE_ID: '{self.sid}',
    SID: '{self.sid}',
    URL: '{self.root}',
    SERVICE_AREA_ID: 755,
    LOGIN: false,
{own}    TREE: {write(self.tree())},
    SEARCH: {{ enabled: true, words: ['年报', "it's {{x}}"] }},
}};
</script>
<script src="{self.root}/js/app.js"></script>"""


class _GkmlptSite(PageSite):
    def __init__(self, platform: _Platform, pages: Mapping[str, Maker], page_size: int) -> None:
        super().__init__(platform.office.host, platform.office.scheme, pages)
        self._platform = platform
        self._page_size = page_size

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """Lists by their column's id and the platform's; everything else is a page."""
        start = f"{self._platform.root}/api/all/"
        if not request.bare_path.startswith(start):
            return super().respond(request)
        column = request.bare_path.removeprefix(start)
        query = request.query
        mine = column == str(COLUMN) and query.get("sid") == self._platform.sid and not self._platform.jumps
        pieces = self._platform.office.pieces if mine else ()
        number = query.get("page", "1")
        first = (int(number) - 1 if number.isdecimal() else 0) * self._page_size
        answer = {
            "classify": {"id": column, "name": self._platform.node if mine else "", "post_count": len(pieces)},
            "total": len(pieces),
            "articles": [_listed(self._platform, piece) for piece in pieces[first : first + self._page_size]],
        }
        return ReplicaResponse(json.dumps(answer).encode(), content_type="application/json")


def gkmlpt_site(
    office: Office,
    *,
    prefix: str = "",
    sid: str = "755099",
    node: str = "政府信息公开年报",
    notation: Notation = "json",
    nested: bool = False,
    jumps: bool = False,
    drawn: bool = False,
    page_size: int = 100,
    look: Look = "modern",
) -> Site:
    """A whole host.

    Args:
        office: whose it is.
        prefix: the path before ``/gkmlpt``, such as ``/ytnlswj``, where several offices share the host.
        sid: the platform's id of the site, without which lists are empty.
        node: the name of the reports' column in the tree.
        notation: how the tree is written.
        nested: whether the column lies a level below the menu of five.
        jumps: whether the column in the tree leads to a list of the site's own system.
        drawn: whether bodies stand in the page as well as in its script.
        page_size: rows of an answer.
        look: of the home page.
    """
    platform = _Platform(office, prefix, sid, node, jumps, notation, nested, drawn)
    index = f"{platform.root}/index"
    menu = Menu(_JUMPED if jumps else f"{index}#{COLUMN}", node, open=index)
    frame = Frame(office, menu, look)
    pages = {path: maker for path, maker in frame.furniture().items() if path != index}
    shell = f'<div id="app" v-cloak></div>\n{platform.config()}'
    pages[index] = pages[f"{index}/"] = frame.maker(frame.page(f"{office.agency}政府信息公开平台", shell))
    if jumps:
        pages.update(nfcms_column(frame, _JUMPED))
    else:
        for piece in office.pieces:
            pages[platform.path(piece)] = frame.maker(_article(frame, platform, piece))
            for file in piece.files:
                pages[platform.file(piece, file)] = download(file)
    return _GkmlptSite(platform, pages, page_size)


def gkmlpt_path(piece: Piece, prefix: str = "") -> str:
    """Where *piece* is, unless the column leads to a list of another system."""
    number = piece.number
    return f"{prefix}/gkmlpt/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"


def _listed(platform: _Platform, piece: Piece) -> dict[str, Any]:
    moment = _moment(piece)
    url = platform.url(piece)
    return {
        "id": piece.number,
        "title": piece.title,
        "url": f"{url}#{COLUMN}",
        "post_url": url,
        "document_number": "",
        "identifier": _identifier(piece),
        "publisher": piece.agency,
        "keywords": "",
        "date": int(moment.timestamp()),
        "first_publish_time": int(moment.timestamp()),
        "created_at": f"{moment:%Y-%m-%d %H:%M:%S}",
        "display_publish_time": int(moment.timestamp()),
        "abstract": "",
        "classify_main_name": platform.node,
        "classify_genre_name": "报告" if piece.is_report else "其他",
        "classify_theme_name": "综合政务",
        "is_expired": 0,
        "is_abolished": 0,
        "attachment": [{"name": file.name, "url": platform.file(piece, file)} for file in piece.files],
        "relation": [],
    }


def _article(frame: Frame, platform: _Platform, piece: Piece) -> str:
    files = "".join(f'<p><a href="{platform.file(piece, file)}">{file.name}</a></p>' for file in piece.files)
    detail = {**_listed(platform, piece), "content": piece.body + files}
    body = f'<div class="article-content">{piece.body}{files}</div>' if platform.drawn else ""
    content = f'<div id="app" v-cloak>{body}</div>\n{platform.config(detail)}'
    return frame.page(piece.title, content, tags=article_tags(frame, piece))


def _node(
    number: int, name: str, children: list[dict[str, Any]] | None = None, *, count: int = 0, jump_url: str = ""
) -> dict[str, Any]:
    return {"id": number, "name": name, "jump_url": jump_url, "post_count": count, "children": children or []}


def _identifier(piece: Piece) -> str:
    return f"11990000MB2D0{piece.number % 10000:04}X/{piece.date[:4]}-{piece.number % 100000:05}"


def _moment(piece: Piece) -> datetime:
    return datetime.fromisoformat(f"{piece.date}T10:{piece.number % 60:02}:00").replace(tzinfo=_BEIJING)


def _json(value: object) -> str:
    # A page's script may not hold the end of one, so slashes are escaped as PHP does.
    return json.dumps(value).replace("/", "\\/")


def _script(value: object, *, loose: bool) -> str:
    """*value* as a script would write it."""
    comma = "," if loose else ""
    if isinstance(value, dict):
        inner = ", ".join(f"{name}: {_script(held, loose=loose)}" for name, held in value.items())
        return f"{{{inner}{comma}}}"
    if isinstance(value, list):
        inner = ",\n".join(_script(held, loose=loose) for held in value)
        return f"[{inner}{comma if value else ''}]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return json.dumps(value)
