"""Lonsun (龙讯, Anhui): an agency's statutory pages ``/public/column/<organId>?type=3``, 3 being the annual reports.

Some pages hold their entries; others get them, and all get further ones, from ``/site/label/8888``, with parameters
that the page's script states. It answers with a piece of HTML or with JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from govreports.javascript import find_literal_with
from govreports.platforms.answers import state_of
from govreports.platforms.base import Listing, Row, Source
from govreports.platforms.paging import next_links, page_count

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL: Final = re.compile(r"['\"]([^'\"\s]*/site/label/\d+(?:\?[^'\"]*)?)['\"]")
_ORGAN: Final = re.compile(r"/public/column/(\d+)")
_WORD: Final = re.compile(r"[\w,./:%-]*")
_NEEDED: Final = "labelName"
_PAGE, _SIZE = "pageIndex", "pageSize"
# What an interface's fields are called, in the order in which they are trusted.
_URL: Final = ("link", "url", "linkUrl", "href", "redirectLink")
_TITLE: Final = ("title", "name")
_DATE: Final = ("publishDate", "publishTime", "publishedDate", "createDate", "date")
_ID: Final = ("contentId", "id")
_COUNTS: Final = ("pageCount", "totalPage", "totalPages", "pages")
_MOST_DEPTH: Final = 4
_STATE: Final = "lonsun_pager"


@dataclass(frozen=True, slots=True)
class _Pager:
    """What the pages before have said: how many there are, how many entries a full one has (0: not known), the first one."""

    pages: int | None
    size: int = 0
    first: str | None = None


@dataclass(frozen=True, slots=True)
class Lonsun(Source):
    """A statutory page of one agency; detail pages are ``/public/content/<id>`` or ``/public/<organId>/<id>.html``."""

    family: ClassVar[str] = "lonsun"
    shape: ClassVar[re.Pattern[str]] = re.compile(
        r"/(?:public/(?:content/\d+(?:\.html)?|\d+/\d+\.html)|content/article/\d+(?:\.html)?)\?"
    )

    def listing(self, response: TextResponse, number: int) -> Listing:
        """The entries of the page or of an answer, and the request for more."""
        if "/site/label/" in urlsplit(response.url).path:
            return self._answered(response)
        plain = super(Lonsun, self).listing(response, number)
        if plain.following is not None or plain.itself is not None:
            return plain
        label = _label(response)
        if label is None:
            count = page_count(response.text)
            # Years that each show a report are no list either.
            if (plain.rows or plain.columns) and (count is None or number >= count):
                return plain
            return Listing(plain.rows, None, plain.columns, "the list is drawn by a script whose request is not known")
        pages = page_count(response.text)
        if plain.rows:
            more = _at_page(label, 2, _Pager(pages, len(plain.rows))) if pages is not None and pages > 1 else None
            return Listing(plain.rows, more, plain.columns)
        return Listing((), _at_page(label, 1, _Pager(pages)), plain.columns)

    def following(self, response: TextResponse, number: int) -> Request | None:  # noqa: ARG002  # the pager says it
        """The pager's next link, where it has an address."""
        return next((Request(url) for url in next_links(response)), None)

    def _answered(self, response: TextResponse) -> Listing:
        """The entries of an answer of the interface, in HTML or in JSON, perhaps HTML in JSON."""
        text = response.text.strip()
        data: Any = None
        if text[:1] in {"{", "["}:
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                return Listing(trouble="the list's interface answered with broken JSON")
        rows = tuple(_rows_of_data(response, data)) if data is not None else ()
        html = text if data is None else _html_in(data)
        if not rows and html is not None:
            page = HtmlResponse(response.url, body=html.encode(), encoding="utf-8", request=response.request)
            rows = tuple(self._rows(page))
        asked = dict(parse_qsl(urlsplit(response.url).query))
        page_number = int(asked[_PAGE]) if asked.get(_PAGE, "").isdecimal() else 1
        pages = _number_in(data, _COUNTS) if data is not None else None
        pager = state_of(response, _STATE, _Pager) or _Pager(None)
        pages = next((count for count in (pages, page_count(text), pager.pages) if count is not None), None)
        # Scripts that put the address together state no size where it is read: then a page is as long as the first.
        size = int(asked[_SIZE]) if asked.get(_SIZE, "").isdecimal() else pager.size or len(rows)
        goes_on = page_number < pages if pages is not None else 0 < size <= len(rows)
        # Without a count a full page may have been the last; an interface that knows no pages then says the same again.
        is_again = bool(rows) and rows[0].url == pager.first
        is_end = (not rows or is_again) and page_number > 1 and pages is None
        if is_end or not (goes_on and rows):
            return Listing(() if is_end else rows, is_end=is_end)
        return Listing(rows, _at_page(response.url, page_number + 1, _Pager(pages, size, rows[0].url)))


def _label(response: TextResponse) -> str | None:
    """The interface's address with the parameters that the page states; None where it does not name it."""
    script = "\n".join(response.css("script::text, [onclick]::attr(onclick)").getall())
    address = _LABEL.search(script)
    if address is None:
        return None
    parts = urlsplit(response.urljoin(address[1]))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if _NEEDED not in query:
        stated = find_literal_with(script, _NEEDED)
        plain = {name: str(value) for name, value in stated.items() if isinstance(value, str | int)}
        # What an expression would make of a value is not known.
        query |= {name: value for name, value in plain.items() if _WORD.fullmatch(value) or not value.isascii()}
    if _NEEDED not in query:
        return None
    organ = _ORGAN.search(urlsplit(response.url).path)
    own = dict(parse_qsl(urlsplit(response.url).query))
    known = {"organId": organ[1] if organ else None, "type": own.get("type"), "catId": own.get("catId")}
    for name, value in known.items():
        if value and not query.get(name, "").isdecimal():
            query[name] = value
    query.pop("_", None)
    query.setdefault("IsAjax", "1")
    return parts._replace(query=urlencode(query)).geturl()


def _at_page(url: str, number: int, pager: _Pager) -> Request:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), _PAGE: str(number)}
    return Request(parts._replace(query=urlencode(query)).geturl(), meta={_STATE: pager})


def _rows_of_data(response: TextResponse, data: object) -> Iterator[Row]:
    for entry in _entries(data, 0):
        title = " ".join((Selector(f"<p>{_first(entry, _TITLE)}</p>").xpath("string()").get() or "").split())
        url = _first(entry, _URL)
        number = _first(entry, _ID)
        if not url and number.isdecimal():
            url = f"/public/content/{number}"
        if url and title:
            yield Row(urljoin(response.url, url), title, _first(entry, _DATE)[:10] or None)


def _entries(data: object, depth: int) -> "Iterable[Mapping[str, Any]]":
    """The first list of entries with titles, however deep an answer wraps it."""
    if depth > _MOST_DEPTH:
        return ()
    if isinstance(data, list) and any(isinstance(item, dict) and _first(item, _TITLE) for item in data):
        return [item for item in data if isinstance(item, dict)]
    inner = data.values() if isinstance(data, dict) else ()
    return next((found for value in inner if (found := _entries(value, depth + 1))), ())


def _html_in(data: object) -> str | None:
    """The piece of HTML that an answer in JSON wraps."""
    values = data.values() if isinstance(data, dict) else ()
    return next((value for value in values if isinstance(value, str) and "<" in value), None)


def _number_in(data: object, names: tuple[str, ...], depth: int = 0) -> int | None:
    if not isinstance(data, dict) or depth > _MOST_DEPTH:
        return None
    for name in names:
        if str(data.get(name)).isdecimal():
            return int(str(data[name]))
    inner = (_number_in(value, names, depth + 1) for value in data.values())
    return next((found for found in inner if found is not None), None)


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    values = (entry.get(name) for name in names)
    return next((str(value).strip() for value in values if value is not None and str(value).strip()), "")
