"""UCAP (开普云): lists as pages (``list.shtml``, ``list_2.shtml`` …) or as answers in JSON of a search for a channel.

Which search a page asks is in its script: ``/searchList/<id>``, ``/search/<id>`` or ``/common/search/<id>``, by
installation. Pages of an answer are some twenty entries whatever was asked for. Some installations want a token that
only their script can make: that is reported.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import urlencode, urljoin

from scrapy import Request

from govreports.obstacles import asks_for_token
from govreports.platforms.answers import TOLERATED, answered, state_of
from govreports.platforms.base import Listing, Row, Source

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGER: Final = re.compile(
    r"createPageHTML\(\s*['\"][\w-]+['\"]\s*,\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?\d+['\"]?\s*,\s*"
    r"['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
_ID: Final = r"[0-9a-fA-F]{32}"
_SEARCH: Final = re.compile(
    r"['\"]((?:(?:https?:)?//[\w.:-]+)?(?:/[\w-]+)*?/(?:common/search|searchList|search)/)"
    rf"(?:({_ID})|['\"]\s*\+\s*(\w+))"
)
_CHANNEL: Final = re.compile(rf"\b(?:\w*channel_?id)['\"]?\s*[:=]\s*['\"]({_ID})['\"]", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"\b_template=(\w+)")
_PATHS: Final = ("/common/search/", "/search/", "/searchList/")
_PAGE_SIZE: Final = 20
_TAG: Final = re.compile(r"<[^<>]*>")
_NOTHING: Final = frozenset({"", "null", "undefined"})
_STATE: Final = "ucap"


@dataclass(frozen=True, slots=True)
class _Search:
    """A search for a channel: which page of it was asked for, and what came before.

    Attributes:
        others: addresses to try where this one is not the installation's, if the page names none.
        is_parted: whether the page leads to lists below it, so that its own may be empty.
    """

    address: str
    page_url: str
    template: str = "index"
    others: tuple[str, ...] = ()
    page: int = 1
    taken: int = 0
    seen: frozenset[str] = frozenset()
    is_parted: bool = False


@dataclass(frozen=True, slots=True)
class Ucap(Source):
    """A UCAP list; detail pages are named by 32 hexadecimal digits, on older installations by their number."""

    family: ClassVar[str] = "ucap"
    shape: ClassVar[re.Pattern[str]] = re.compile(
        r"/\d{6}/[0-9a-fA-F]{32}\.s?html?\?|/c\d{2}_\d+\.s?html?\?|/[cC]\d+/content\.s?html?\?"
        r"|/interface-cms/proxy/api\?.*getManuscriptById\b"
    )

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read a list's page, or an answer of its search."""
        search = state_of(response, _STATE, _Search)
        if search is not None:
            return self._answer(response, search)
        if response.text.lstrip().startswith("{"):
            return self._answer(response, _Search(response.url.partition("?")[0], response.url))
        static = Source.listing(self, response, number)
        pager = _PAGER.search(response.text)
        if pager is not None:
            return static.going_on(_next_page(response, number, pager))
        if static.following is not None:
            return static
        parted = bool(static.columns)
        return static.going_on(_first_search(response, has_rows=bool(static.rows), is_parted=parted))

    def _answer(self, response: "TextResponse", search: _Search) -> Listing:
        data = _data(response)
        if data is None:
            if search.others and not asks_for_token(response.text):
                address, *others = search.others
                return Listing(following=_request(replace(search, address=address, others=tuple(others))))
            return Listing(trouble=_trouble(response))
        entries = [entry for entry in data.get("results") or () if isinstance(entry, dict)]
        rows = {row.url: row for row in _rows(entries, search.page_url) if row.url not in search.seen}
        taken = search.taken + len(entries)
        total = _number(data.get("total"))
        if rows and (total is None or taken < total):
            then = replace(search, others=(), page=search.page + 1, taken=taken, seen=search.seen | rows.keys())
            return Listing(tuple(rows.values()), _request(then))
        missing = total is not None and taken < total
        trouble = f"deep pages unavailable: {taken} of {total} entries ({answered(response)})" if missing else None
        is_end = search.page > 1 or (search.is_parted and total == 0)
        return Listing(tuple(rows.values()), trouble=trouble, is_end=is_end)


def _next_page(response: "TextResponse", number: int, pager: re.Match[str]) -> Request | None:
    """The file of page *number* + 1: these are counted from 1, and the first has no number."""
    if number >= int(pager[1]):
        return None
    return response.follow(f"{pager[2]}_{number + 1}.{pager[3]}")


def _first_search(response: "TextResponse", *, has_rows: bool, is_parted: bool) -> Request | None:
    """The search that fills the page, as its script names it."""
    text = response.text
    search, channel = _SEARCH.search(text), _CHANNEL.search(text)
    template = _TEMPLATE.search(text)
    asked = _Search("", response.url, template[1] if template else "index", is_parted=is_parted)
    if search is not None:
        variable = _variable(text, search[3]) if search[3] else None
        channel_id = search[2] or variable or (channel[1] if channel else None)
        return _request(replace(asked, address=response.urljoin(search[1] + channel_id))) if channel_id else None
    if channel is None or has_rows:
        # With rows on the page, a channel's id alone does not say that there are more.
        return None
    address, *others = (response.urljoin(path + channel[1]) for path in _PATHS)
    return _request(replace(asked, address=address, others=tuple(others)))


def _variable(text: str, name: str) -> str | None:
    stated = re.search(rf"\b{re.escape(name)}['\"]?\s*[:=]\s*['\"]({_ID})['\"]", text)
    return stated[1] if stated else None


def _request(search: _Search) -> Request:
    asked = {
        "_isAgg": "true",
        "_isJson": "true",
        "_pageSize": str(_PAGE_SIZE),
        "_template": search.template,
        "_rangeTimeGte": "",
        "_channelName": "",
        "page": str(search.page),
    }
    return Request(
        f"{search.address}?{urlencode(asked)}",
        headers={"Referer": search.page_url},
        meta={_STATE: search, "handle_httpstatus_list": TOLERATED},
    )


def _data(response: "TextResponse") -> Mapping[str, Any] | None:
    """What an answer holds; None where it is no answer to a search."""
    if response.status != 200:
        return None
    try:
        answer = json.loads(response.text)
    except (ValueError, RecursionError):
        return None
    for key in (None, "data", "results"):
        # {"data": {"results": […]}}, the same under "results", or bare.
        inner = answer if key is None or not isinstance(answer, dict) else answer.get(key)
        if isinstance(inner, dict) and isinstance(inner.get("data"), dict) and key is not None:
            inner = inner["data"]
        if isinstance(inner, dict) and isinstance(inner.get("results"), list):
            return inner
    return None


def _trouble(response: "TextResponse") -> str:
    if asks_for_token(response.text):
        return f"its search asks for a token ({answered(response)})"
    return f"its search gave no list ({answered(response)})"


def _rows(entries: list[dict[str, Any]], page_url: str) -> Iterator[Row]:
    for entry in entries:
        url, title = _text(entry.get("url")), _text(entry.get("title")) or _text(entry.get("titleHtml"))
        if url and title:
            # The epoch beside it is not always the same moment.
            yield Row(urljoin(page_url, url), title, _text(entry.get("publishedTimeStr")) or None, dict(_labels(entry)))


def _labels(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Metadata beside an entry: groups of names and values."""
    groups = entry.get("domainMetaList")
    for group in groups if isinstance(groups, list) else ():
        values = group.get("resultList") if isinstance(group, dict) else None
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict):
                name, said = _text(value.get("name")), _text(value.get("value"))
                if name and said.lower() not in _NOTHING:
                    yield name, said


def _text(value: object) -> str:
    return " ".join(html.unescape(_TAG.sub("", value)).split()) if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if str(value).isdecimal() else None
