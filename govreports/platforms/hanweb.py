"""Hanweb JCMS (大汉): lists embedded in their page as XML, the rest of them from ``dataproxy.jsp``.

A column page carries the first rows (mostly 45) in a ``<datastore>`` that its script unpacks, and the count of all of them
in a call of ``jpage``. What follows comes from the proxy that the page names. Some installations pay no heed to
``startrecord`` and know pages only, others answer nobody but their own script: both are told by what comes.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urljoin, urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse

from govreports.platforms.answers import TOLERATED, answered, state_of
from govreports.platforms.base import Listing, Row, Source
from govreports.platforms.generic import Generic
from govreports.platforms.hanweb_search import SearchState, first_search, next_search, pages_stated

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_STORE: Final = re.compile(r"<datastore\b[^>]*>(.*?)</datastore>", re.DOTALL | re.IGNORECASE)
_RECORD: Final = re.compile(r"<record\b[^>]*>(.*?)</record>", re.DOTALL | re.IGNORECASE)
_NEXT_GROUP: Final = re.compile(r"<nextgroup\b[^>]*>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_ID: Final = re.compile(r"\bid\s*=\s*['\"]?([\w-]+)")
_ID_BEFORE: Final = 500
"""How far before its rows the element stands that a list is named by."""

_CALL: Final = re.compile(r"\(\s*['\"]#?([\w-]+)['\"]\s*\)\s*\.jpage\(\s*(\{.*?\}|\w+)\s*\)", re.DOTALL)
_TOTAL: Final = re.compile(r"\btotalRecords?['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_TOTAL_TAG: Final = re.compile(r"<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)", re.IGNORECASE)
_PER_PAGE: Final = re.compile(r"\bperPage['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_PROXY: Final = re.compile(r"['\"]([^'\"<>\s]*dataproxy\.jsp)(?:\?([^'\"<>\s]*))?['\"]")
_STANDARD_PROXY: Final = "/module/web/jpage/dataproxy.jsp"
_PARAMETER: Final = re.compile(
    r"\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)['\"]?\s*[:=]\s*"
    r"(?:'([^']*)'|\"([^\"]*)\"|([\w/%.+-]+))"
)
_STANDARD: Final = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
_WEBSITE: Final = re.compile(r"\bwebid['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_COLUMN: Final = re.compile(r"/col/col(\d+)/")

_PAGES: Final = 3
"""How many of its pages the vendor's script asks for at once."""
_ROWS_AT_ONCE: Final = 300
"""More are cut off, as those found out who asked for more."""

_STATE: Final = "hanweb"
_NUMBERED: Final = "pageNum"


@dataclass(frozen=True, slots=True)
class _Unit:
    """One list on a page: where its further rows come from, and how many of it have come already."""

    address: str
    parameters: Mapping[str, str]
    total: int | None
    per_page: int
    taken: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether there may be rows that have not come yet."""
        return self.total is None or self.taken < self.total

    @property
    def can_be_asked(self) -> bool:
        """Whether enough is known of it for its proxy."""
        return {"columnid", "unitid"} <= self.parameters.keys()


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the reading of a page's lists is.

    Attributes:
        page: the page that was asked for, where ``startrecord`` is not heeded.
        first: the first row of the answer before, to tell a page from the same one said again.
    """

    page_url: str
    unit: _Unit
    pending: tuple[_Unit, ...]
    seen: frozenset[str]
    page: int | None = None
    first: str | None = None


@dataclass(frozen=True, slots=True)
class Hanweb(Source):
    """A Hanweb column; detail pages are named by date and column: ``/art/2025/1/24/art_55714_14262.html``."""

    family: ClassVar[str] = "hanweb"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_[0-9A-Za-z]+_\d+\.s?html?\?")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read a column page, or an answer of its proxy or of its search."""
        walk = state_of(response, _STATE, _Walk)
        if walk is not None:
            return self._proxied(response, walk)
        search = state_of(response, SearchState.KEY, SearchState)
        if search is not None:
            return self._searched(response, search)
        return self._page(response, number)

    def _page(self, response: "TextResponse", number: int) -> Listing:
        units: list[_Unit] = []
        rows: dict[str, Row] = {}
        for unit, found in self._units(response):
            fresh = {row.url: row for row in found if row.url not in rows}
            if fresh or not found:
                units.append(unit)  # the same rows again, for desks and for telephones, are one list
            rows |= fresh
        static = Source.listing(self, response, number)
        rows = {row.url: row for row in static.rows} | rows
        following = (
            self._numbered(response, number)
            or _onward(response.url, _of_column(units, response.url), frozenset(rows))
            or first_search(response)
            or (static.following if not units else None)
        )
        return replace(static, rows=tuple(rows.values())).going_on(following)

    def _proxied(self, response: "TextResponse", walk: _Walk) -> Listing:
        """Rows of an answer of ``dataproxy.jsp``, and what is to be asked next."""
        records = list(_records(response.text)) if response.status == 200 else []
        rows = list(filter(None, (self._record_row(response, record) for record in records)))
        fresh = {row.url: row for row in rows if row.url not in walk.seen}
        stated = _TOTAL_TAG.search(response.text)
        came = len(records) if fresh and walk.page is None else len(fresh)
        unit = replace(
            walk.unit,
            taken=walk.unit.taken + came,
            total=int(stated[1]) if stated and walk.unit.total is None else walk.unit.total,
        )
        then = replace(walk, unit=unit, seen=walk.seen | fresh.keys(), first=rows[0].url if rows else None)
        following = _proxy_request(again) if unit.goes_on and (again := _next(then, walk, bool(fresh))) else None
        trouble = None
        if following is None:
            if unit.total is not None and unit.goes_on:
                trouble = f"deep pages unavailable: {unit.taken} of {unit.total} rows ({answered(response)})"
            following = _onward(walk.page_url, walk.pending, then.seen)
        return Listing(tuple(fresh.values()), following, trouble=trouble, is_end=True)

    def _searched(self, response: "TextResponse", state: SearchState) -> Listing:
        """Rows of an answer of the disclosure module's search, which goes on until one brings nothing new."""
        answer_ok = response.status == 200
        fresh = {row.url: row for row in self._rows(response) if row.url not in state.seen} if answer_ok else {}
        pages = pages_stated(response.text)
        if fresh and (pages is None or state.page < pages):
            return Listing(tuple(fresh.values()), next_search(replace(state, seen=state.seen | fresh.keys())))
        promised = state.pages if pages is None else pages
        trouble = None
        if not fresh and (not answer_ok or (promised is not None and 1 < state.page <= promised)):
            trouble = f"deep pages unavailable: page {state.page} of the search ({answered(response)})"
        return Listing(tuple(fresh.values()), trouble=trouble, is_end=state.page > 1)

    def _units(self, response: "TextResponse") -> Iterator[tuple[_Unit, list[Row]]]:
        """The lists of a column page, each with the rows of it that the page carries."""
        text = response.text
        calls = {match[1]: match[2] for match in _CALL.finditer(text)}
        stores = list(_STORE.finditer(text))
        for number, store in enumerate(stores):
            before = _ID.findall(text, max(0, store.start() - _ID_BEFORE), store.start())
            name = next((name for name in reversed(before) if name in calls), before[-1] if before else "")
            if name not in calls and len(calls) == len(stores):
                name = list(calls)[number]
            records = list(_records(store[1]))
            rows = list(filter(None, (self._record_row(response, record) for record in records)))
            yield replace(_unit(response, name, calls.get(name, ""), store[1]), taken=len(records)), rows
        if not stores:
            for name, call in calls.items():
                yield _unit(response, name, call, ""), []

    def _record_row(self, response: "TextResponse", record: str) -> Row | None:
        """The entry of one record: its link of the family's shape, else any that leads anywhere."""
        fragment = HtmlResponse(response.url, body=f"<body>{record}</body>".encode(), encoding="utf-8")
        rows = list(self._rows(fragment)) or list(Generic(response.url).rows(fragment))
        return max(rows, key=lambda row: len(row.title)) if rows else None

    def _numbered(self, response: "TextResponse", number: int) -> Request | None:
        """The link to page *number* + 1 of a list that is served as pages."""
        for href in response.css(f"a[href*='{_NUMBERED}=']::attr(href)").getall():
            if parse_qs(urlsplit(href).query).get(_NUMBERED) == [str(number + 1)]:
                return response.follow(href)
        return None


def _records(text: str) -> Iterator[str]:
    """The markup in each record of a datastore."""
    for match in _RECORD.finditer(text):
        record = _CDATA.sub("", match[1])
        yield record if "<" in record else html.unescape(record)


def _unit(response: "TextResponse", name: str, call: str, store: str) -> _Unit:
    """A list by what the page says of it: in the script that pages it, else beside its rows."""
    script = _script_of(response.text, name, call)
    group = _NEXT_GROUP.search(store)
    beside = _PROXY.search(html.unescape(_CDATA.sub("", group[1]))) if group else None
    column, website = _COLUMN.search(response.url), _WEBSITE.search(response.text)
    parameters = dict(_STANDARD)
    parameters |= {"columnid": column[1]} if column else {}
    parameters |= {"webid": website[1]} if website else {}
    parameters |= {"unitid": name} if name else {}
    parameters |= dict(parse_qsl(beside[2] or "", keep_blank_values=True)) if beside else {}
    parameters |= {match[1]: match[2] or match[3] or match[4] or "" for match in _PARAMETER.finditer(script)}
    parameters.pop("page", None)
    proxy = _PROXY.search(script) or beside or _PROXY.search(response.text)
    total, per_page = _TOTAL.search(script) or _TOTAL_TAG.search(store), _PER_PAGE.search(script)
    return _Unit(
        address=urljoin(response.url, proxy[1] if proxy else _STANDARD_PROXY),
        parameters=parameters,
        total=int(total[1]) if total else None,
        per_page=int(per_page[1]) if per_page and int(per_page[1]) else 15,
    )


def _script_of(text: str, name: str, call: str) -> str:
    """What scripts say of the list called *name*: the argument of its *call*, and the variable named after it."""
    variables = [rf"\w*_?{re.escape(name)}"] if name else []
    if call and not call.startswith("{"):
        variables.append(re.escape(call))
    found = [call]
    for variable in variables:
        found += re.findall(rf"\b{variable}\s*=\s*(\{{.*?\}})\s*(?:[;\n<]|$)", text, re.DOTALL)
    return "\n".join(found)


def _of_column(units: list[_Unit], url: str) -> tuple[_Unit, ...]:
    """The lists that are the column's own, where the page shows those of others as well."""
    column = _COLUMN.search(url)
    own = [unit for unit in units if column and unit.parameters.get("columnid") == column[1]]
    return tuple(own or units)


def _onward(page_url: str, units: Iterable[_Unit], seen: frozenset[str]) -> Request | None:
    """The request for further rows of the first of *units* that may have any."""
    waiting = [unit for unit in units if unit.can_be_asked and unit.goes_on]
    return _proxy_request(_Walk(page_url, waiting[0], tuple(waiting[1:]), seen)) if waiting else None


def _next(then: _Walk, asked: _Walk, came_new: bool) -> _Walk | None:
    """What to ask after the answer to *asked*; None where there is no more to be had from the proxy."""
    if then.first is None:
        return None
    if asked.page is not None:
        return replace(then, page=asked.page + 1) if then.first != asked.first else None
    if came_new:
        return then
    # Rows that came before: the proxy may know pages only, and is asked for those, from the first.
    return replace(then, page=1, first=None)


def _proxy_request(walk: _Walk) -> Request:
    unit = walk.unit
    if walk.page is None:
        rows = _ROWS_AT_ONCE if unit.total is None else min(_ROWS_AT_ONCE, unit.total - unit.taken)
        start, end, per_page = unit.taken + 1, unit.taken + rows, max(unit.per_page, -(-rows // _PAGES))
        asked = {"startrecord": str(start), "endrecord": str(end), "perpage": str(per_page)}
    else:
        asked = {"page": str(walk.page), "perpage": str(unit.per_page)}
    # A name goes into the address encoded twice; what the page's own addresses state is encoded once already.
    name = unit.parameters.get("webname")
    named = {} if name is None else {"webname": name if "%" in name else quote(name)}
    return Request(
        f"{unit.address}?{urlencode({**asked, **unit.parameters, **named})}",
        headers={"Referer": walk.page_url},
        meta={_STATE: walk, "handle_httpstatus_list": TOLERATED},
    )
