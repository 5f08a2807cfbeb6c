"""TRS WCM (拓尔思): static lists ``index.html``, ``index_1.html`` …, counted by an inline script.

Some sites (Fujian's among them) write only the first pages as files and serve the rest from a search
API that the page's script names.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import urlsplit

from scrapy import FormRequest

from govreports.platforms.base import Listing, Row, Source, anchor_title, date_beside
from govreports.platforms.paging import without_comments

if TYPE_CHECKING:
    from scrapy.http import Request, TextResponse

# The call, with literal arguments; every site rewrites the function's definition.
_CALL: Final = re.compile(
    r"createPageHTML\(\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?(\d+)['\"]?\s*,\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
_COUNT: Final = re.compile(r"\bcountPage\s*=\s*['\"]?(\d+)")
# Where an address names no file: as links to further pages have it, as the script puts it together, as the first page's
# file is called, and, where nothing else says so, as the entries' files end: a site has its files end alike.
_EXTENSIONS: Final = tuple(
    map(
        re.compile,
        (
            r"\bindex_\d+\.(s?html?)\b",
            r"['\"]\.(?:['\"]\s*\+\s*['\"])?(s?html?)\b",
            r"['\"](?:\./)?index\.(?:['\"]\s*\+\s*['\"])?(s?html?)\b",
            r"/t\d{8}_\d+\.(s?html?)\b",
        ),
    )
)
_CLICKED: Final = re.compile(r"['\"]([^'\"\s]+\.s?html?)['\"]")
_STUB: Final = 2_048
_INDEX: Final = re.compile(r"(?:index(?:_\d+)?\.(s?html?))?(?:[?#].*)?$")

_SEARCH_PATH: Final = "/fjdzapp/search"
_SEARCH_ID: Final = re.compile(r"\bsearchId\s*:\s*['\"]?(\d+)")
_CLASS_SQL: Final = re.compile(r"\bclasssql\s*:[^\n]*?['\"]((?:chnlid|siteid)[^'\"]+)['\"]")
_SORT: Final = re.compile(r"\bsortfield\s*:\s*['\"]([^'\"]+)['\"]")
_PER_PAGE: Final = re.compile(r"\bprepage\s*:\s*['\"]?(\d+)")
_RECORDS: Final = re.compile(r"\brecordCount\s*:\s*['\"]?(\d+)")
_STATIC_PAGES: Final = re.compile(r"\bmaxStaticIndex\s*:\s*['\"]?(\d+)")


@dataclass(frozen=True, slots=True)
class Trs(Source):
    """A TRS list; detail pages are named by their date: ``t20220128_3883871.html``."""

    family: ClassVar[str] = "trs"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/t(?:\d{8}_)?\d+\.s?html?\?")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """Read a static page, or an answer of the search API."""
        listing = Source.listing(self, response, number)
        if number > 1 and not listing.rows and len(response.body) < _STUB and not _is_json(response):
            # Some sites write the first page only, and a few hundred bytes for each of the others.
            trouble = f"stub of {len(response.body)} bytes: deep pages missing from page {number}"
            return replace(listing, following=None, trouble=trouble, obstacle="stub")
        return listing

    def rows(self, response: "TextResponse") -> Iterable[Row]:
        """The entries of a static page, or of an answer of the search API."""
        if _is_json(response):
            return _search_rows(response)
        rows = {row.url: row for row in self._rows(response)}
        return ({row.url: row for row in self._clicked(response)} | rows).values()

    def following(self, response: "TextResponse", number: int) -> "Request | None":
        """The next file of the list, or the search API's next page where files end."""
        if _is_json(response):
            return _next_search(response, number)
        text = without_comments(response.text)
        calls = [(int(call[1]), call[3], call[4]) for call in _CALL.finditer(text)]
        if calls:
            total, name, extension = max(calls)
        elif (count := _COUNT.search(text)) is not None:
            total, name, extension = int(count[1]), "index", _extension(response.url) or _stated_extension(text)
        else:
            return _first_search(response, number) or Source.following(self, response, number)
        if number >= total:
            return None
        return response.follow(f"{name}_{number}.{extension}")

    def _clicked(self, response: "TextResponse") -> Iterator[Row]:
        """Entries whose address is only in what a click on them runs."""
        for anchor in response.css("a[onclick]"):
            target = _CLICKED.search(anchor.attrib["onclick"])
            url = response.urljoin(target[1]) if target else ""
            title = anchor_title(anchor)
            if title and self.shape.search(f"{urlsplit(url).path}?"):
                yield Row(url, title, date_beside(anchor))


def _extension(url: str) -> str | None:
    """The ending of a list page's file, where its address names the file."""
    index = _INDEX.search(url)
    return index[1] if index else None


def _stated_extension(text: str) -> str:
    stated = next(filter(None, (extension.search(text) for extension in _EXTENSIONS)), None)
    return stated[1] if stated else "html"


def _is_json(response: "TextResponse") -> bool:
    return response.text.lstrip().startswith("{")


def _search_rows(response: "TextResponse") -> Iterator[Row]:
    for entry in _answer(response).get("data") or ():
        url = entry.get("docpuburl") or entry.get("chnldocurl")
        title = " ".join(str(entry.get("doctitle") or "").split())
        if url and title:
            yield Row(response.urljoin(url), title, entry.get("docreltime") or entry.get("pubdate"))


def _first_search(response: "TextResponse", number: int) -> "Request | None":
    """The request for the page of the API that follows the *number* static ones, if there is one."""
    text = response.text
    search_id, where = _SEARCH_ID.search(text), _CLASS_SQL.search(text)
    records, per_page = _RECORDS.search(text), _PER_PAGE.search(text)
    if not (search_id and where and records and per_page):
        return None
    static = _STATIC_PAGES.search(text)
    if number < (int(static[1]) if static else 1):
        return response.follow(f"index_{number}.{_extension(response.url) or 'htm'}")
    if number * int(per_page[1]) >= int(records[1]):
        return None
    sort = _SORT.search(text)
    return FormRequest(
        response.urljoin(_SEARCH_PATH),
        formdata={
            "channelid": search_id[1],
            "classsql": where[1],
            "sortfield": sort[1] if sort else "-docreltime",
            "prepage": per_page[1],
            "page": str(number + 1),
        },
    )


def _next_search(response: "TextResponse", number: int) -> "Request | None":
    pages = _answer(response).get("pageCount")
    if not isinstance(pages, int) or number >= pages or response.request is None:
        return None
    body = re.sub(rb"\bpage=\d+", b"page=%d" % (number + 1), response.request.body)
    return response.request.replace(body=body)


def _answer(response: "TextResponse") -> dict[str, Any]:
    try:
        answer = json.loads(response.text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
