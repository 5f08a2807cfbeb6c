"""gkmlpt, Guangdong's directory of public information: one page drawn by script, its lists an API of JSON.

``/gkmlpt/index`` has the directory in ``window._CONFIG`` (SID, TREE); ``/gkmlpt/api/all/<id>?page=N&sid=SID``
answers with a hundred entries and their metadata. A node of the tree may have its list elsewhere (``jump_url``), as
pages of links. The text of a detail page is in its script, too: govreports.documents.embedded.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy import Request

from govreports.documents.embedded import labels_of
from govreports.forms.labels import squeeze
from govreports.javascript import find_object, find_value
from govreports.platforms.base import Listing, Row, Source
from govreports.platforms.generic import Generic

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_BASE: Final = re.compile(r"^(.*?/gkmlpt)(?:[/?#]|$)")
_COLUMN: Final = re.compile(r"#/?(\d+)")
_API: Final = re.compile(r"/gkmlpt/api/\w+/\d+")
_REPORTS: Final = re.compile(r"(?:信息|政务)公开.*(?:年报|年度报告)|^(?:历年)?年报$|^年度报告$|^工作年度报告$")
_PER_PAGE: Final = "entries_per_page"


@dataclass(frozen=True, slots=True)
class Gkmlpt(Source):
    """A directory (``/gkmlpt/index``, perhaps with ``#<id>`` of the column), or a list of its API."""

    family: ClassVar[str] = "gkmlpt"
    finds_column: ClassVar[bool] = True
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/gkmlpt/content/\d+/\d+/post_\d+\.html\?")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """The column's place in the directory, the entries of an answer, or those of a list elsewhere."""
        if _API.search(response.url):
            return self._entries(response)
        tree = find_object(response.text, "TREE")
        if isinstance(tree, list):
            return self._directory(response, tree)
        if _BASE.search(response.url):
            return Listing(trouble="the directory's page has no TREE: drawn by a script from somewhere else")
        return Generic(self.list_url).listing(response, number)

    def _directory(self, response: "TextResponse", tree: list[Any]) -> Listing:
        base, sid = _BASE.search(response.url), find_value(response.text, "SID")
        wanted = _COLUMN.search(self.list_url)
        nodes = list(_named(tree) if wanted is None else _numbered(tree, wanted[1]))
        if not nodes:
            return Listing(trouble="no column of annual reports in the directory's tree")
        if base is None or sid is None:
            return Listing(trouble="the directory's page does not say its SID")
        columns: dict[str, Row] = {}
        for node in nodes:
            url = response.urljoin(str(node.get("jump_url") or "").strip())
            # A jump within the directory names a column of its own by the fragment.
            jump = _COLUMN.search(url)
            number = (
                node.get("id") if not node.get("jump_url") else jump[1] if jump and url.startswith(base[1]) else None
            )
            if number is not None:
                url = f"{base[1]}/api/all/{number}?page=1&sid={sid}"
            columns.setdefault(url, Row(url, str(node.get("name") or "")))
        if len(columns) == 1 and _API.search(only := next(iter(columns))):
            return Listing(following=Request(only))
        return Listing(columns=tuple(columns.values()))

    def _entries(self, response: "TextResponse") -> Listing:
        try:
            answer = json.loads(response.text)
            articles = answer["articles"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return Listing(trouble="the directory's API does not answer with a list of entries")
        entries = [entry for entry in articles if isinstance(entry, dict)] if isinstance(articles, list) else []
        rows = tuple(row for row in (_row(response, entry) for entry in entries) if row is not None)
        # A column's count may go beyond what its list gives: then the page after the last is empty.
        return Listing(
            rows, _next_page(response, answer, len(entries)), is_end=not entries and _PER_PAGE in response.meta
        )


def _named(tree: list[Any]) -> Iterator[Mapping[str, Any]]:
    """The nodes called annual reports, and what lies below them."""
    for node in tree:
        if not isinstance(node, dict):
            continue
        below = node.get("children")
        if _REPORTS.search(squeeze(str(node.get("name") or ""))):
            yield node
            yield from _all(below if isinstance(below, list) else [])
        elif isinstance(below, list):
            yield from _named(below)


def _all(tree: list[Any]) -> Iterator[Mapping[str, Any]]:
    for node in tree:
        if isinstance(node, dict):
            yield node
            below = node.get("children")
            yield from _all(below if isinstance(below, list) else [])


def _numbered(tree: list[Any], number: str) -> Iterator[Mapping[str, Any]]:
    """The node with the id *number*, and what lies below it; a tree that lacks it is no reason not to ask for it."""
    for node in _all(tree):
        if str(node.get("id")) == number:
            yield from _all([node])
            return
    yield {"id": number}


def _row(response: "TextResponse", entry: Mapping[str, Any]) -> Row | None:
    url = str(entry.get("url") or entry.get("post_url") or "").strip()
    labels = labels_of(entry)
    title = labels.get("名称")
    if not url or title is None:
        return None
    return Row(response.urljoin(url), title, labels.get("发布日期"), labels)


def _next_page(response: "TextResponse", answer: Mapping[str, Any], came: int) -> Request | None:
    """The request for the page after this one, where the answer counts more entries than have come.

    A column's own count (post_count) may go beyond what its list gives, so a page shorter than the first is the last.
    """
    parts = urlsplit(response.url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    page = int(asked["page"]) if asked.get("page", "").isdecimal() else 1
    per_page = response.meta.get(_PER_PAGE, came) if page > 1 else came
    classify = answer.get("classify")
    total = answer.get("total", classify.get("post_count") if isinstance(classify, dict) else None)
    if came == 0 or came < per_page or not str(total).isdecimal() or page * per_page >= int(str(total)):
        return None
    query = urlencode({**asked, "page": page + 1})
    return Request(parts._replace(query=query).geturl(), meta={_PER_PAGE: per_page})
