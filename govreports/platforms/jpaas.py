"""Hanweb's JPaaS: column pages are shells, their parts built by a server that scripts ask (``unitbuild.js``).

Every unit of a page is a script tag with an address and its parameters; which of them is the list is told by what it
holds. Further pages go by ``paramJson`` only.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import HtmlResponse

from govreports.platforms.answers import TOLERATED, answered, state_of
from govreports.platforms.base import Listing, Row, Source
from govreports.platforms.generic import Generic
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_STANDARD_PATH: Final = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_PAIR: Final = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.-]+))")
_COUNT: Final = re.compile(r"\bcount['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_LIKE_A_LIST: Final = re.compile(r"列表|list|分页|内容|信息", re.IGNORECASE)
_UNLIKE_A_LIST: Final = re.compile(
    r"导航|位置|头部|底部|页头|页脚|搜索|轮播|友情|banner|header|footer|nav|menu", re.IGNORECASE
)
_PAGE_SIZE: Final = 15
_MOST_UNITS: Final = 8
_SHORTEST_TITLE: Final = 6
_STATE: Final = "jpaas"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a page that its server builds."""

    address: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the reading of a page's units is. *found* counts the rows of all units, *taken* those of this one."""

    page_url: str
    cookie: str
    unit: _Unit
    pending: tuple[_Unit, ...]
    page: int = 1
    taken: int = 0
    found: int = 0
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Jpaas(Source):
    """A JPaaS column; detail pages are ``…/art/2025/art_<32 hexadecimal digits>.html``."""

    family: ClassVar[str] = "jpaas"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/art/\d{4}/art_[0-9a-f_]+\.html\?")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read a column page, or one of its units."""
        walk = state_of(response, _STATE, _Walk)
        if walk is not None:
            return self._built(response, walk)
        static = Source.listing(self, response, number)
        units = _units(response)
        if not units or static.following is not None:
            return static
        walk = _Walk(
            response.url, _cookie(response), units[0], units[1:], seen=frozenset(row.url for row in static.rows)
        )
        return static.going_on(_request(replace(walk, found=len(static.rows))))

    def _built(self, response: "TextResponse", walk: _Walk) -> Listing:
        """Rows of a unit's page, and what to ask next: its next page, or the next unit."""
        markup = _markup(response)
        rows = {row.url: row for row in self._unit_rows(walk.page_url, markup or "")}
        fresh = {url: row for url, row in rows.items() if url not in walk.seen}
        counted = _COUNT.search(markup or "")
        count = int(counted[1]) if counted else None
        then = replace(walk, taken=walk.taken + len(rows), found=walk.found + len(fresh), seen=walk.seen | fresh.keys())
        if fresh and _goes_on(then, count, len(rows)):
            return Listing(tuple(fresh.values()), _request(replace(then, page=walk.page + 1)))
        trouble = None
        if then.taken and count is not None and not fresh and _goes_on(then, count, len(rows)):
            trouble = f"deep pages unavailable: {walk.taken} of {count} rows ({answered(response)})"
        is_the_list = then.taken and (
            count is not None or any(read_title(row.title).is_report for row in rows.values())
        )
        if walk.pending and not is_the_list:
            unit, *pending = walk.pending
            following = _request(replace(then, unit=unit, pending=tuple(pending), page=1, taken=0))
            return Listing(tuple(fresh.values()), following, trouble=trouble)
        if not then.found:
            trouble = f"no unit of the page gives rows ({_said(response)})"
        return Listing(tuple(fresh.values()), trouble=trouble, is_end=True)

    def _unit_rows(self, page_url: str, markup: str) -> list[Row]:
        """The rows of a unit: links of the family's shape, and those of other sites with a date beside them."""
        fragment = HtmlResponse(page_url, body=f"<body>{markup}</body>".encode(), encoding="utf-8")
        own = list(self._rows(fragment))
        known = {row.url for row in own}
        others = [
            row
            for row in Generic(page_url).rows(fragment)
            if row.url not in known and row.date is not None and len(row.title) >= _SHORTEST_TITLE
        ]
        return own + others


def _units(response: "TextResponse") -> tuple[_Unit, ...]:
    """The units of a page, those first that are called lists, without those that are called something else."""
    found: list[tuple[bool, _Unit]] = []
    for tag in response.css("script[queryData], script[querydata], [url*='/page/build/unit'][querydata]"):
        stated = tag.attrib.get("querydata") or tag.attrib.get("queryData") or ""
        parameters = {match[1]: match[2] or match[3] or match[4] or "" for match in _PAIR.finditer(stated)}
        if parameters:
            unit = _Unit(response.urljoin(tag.attrib.get("url") or _STANDARD_PATH), parameters)
            found.append((bool(_LIKE_A_LIST.search(parameters.get("tagId", ""))), unit))
    units = [unit for _like, unit in sorted(found, key=lambda item: not item[0])]
    likely = [unit for unit in units if not _UNLIKE_A_LIST.search(unit.parameters.get("tagId", ""))]
    return tuple((likely or units)[:_MOST_UNITS])


def _cookie(response: "TextResponse") -> str:
    """The session that the page opens for any visitor; some servers build units only within one."""
    values = [value.decode("latin-1").partition(";")[0].strip() for value in response.headers.getlist("Set-Cookie")]
    return "; ".join(values)


def _request(walk: _Walk) -> Request:
    asked = json.dumps({"pageNo": walk.page, "pageSize": _PAGE_SIZE}, separators=(",", ":"))
    return Request(
        f"{walk.unit.address}?{urlencode({**walk.unit.parameters, 'paramJson': asked})}",
        headers={"Referer": walk.page_url, **({"Cookie": walk.cookie} if walk.cookie else {})},
        meta={_STATE: walk, "handle_httpstatus_list": TOLERATED},
    )


def _goes_on(walk: _Walk, count: int | None, came: int) -> bool:
    """Whether the unit has further pages. *count* is of rows; one that is less than the rows that came is of pages."""
    if count is None:
        return came >= _PAGE_SIZE
    return walk.page < count if walk.taken > count else walk.taken < count


def _markup(response: "TextResponse") -> str | None:
    """The markup that a unit's answer holds."""
    answer = _answer(response)
    if not isinstance(answer, dict):
        return response.text if response.status == 200 and response.text.lstrip().startswith("<") else None
    if answer.get("success") is False:
        return None
    data = answer.get("data")
    markup = data.get("html") if isinstance(data, dict) else data
    return markup if isinstance(markup, str) else None


def _answer(response: "TextResponse") -> object:
    try:
        return json.loads(response.text)
    except (ValueError, RecursionError):
        return None


def _said(response: "TextResponse") -> str:
    """What the server says of itself in the last answer, or how long that is."""
    answer = _answer(response)
    message = answer.get("message") or answer.get("msg") if isinstance(answer, dict) else None
    return message[:100] if isinstance(message, str) and message else answered(response)
