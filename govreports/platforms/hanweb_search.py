"""The search of Hanweb's disclosure module (``/module/xxgk/search.jsp``), which fills columns of ``?number=&vc_xxgkarea=``."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapy import FormRequest, Request

from govreports.platforms.answers import TOLERATED

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PATH: Final = re.compile(r"['\"]([^'\"<>\s]*/module/xxgk/search\.jsp)(?:\?([^'\"<>\s]*))?['\"]")
_STANDARD_PATH: Final = "/module/xxgk/search.jsp"
_TREE: Final = re.compile(r"/module/xxgk/tree\.jsp\?[^'\"<>]*?\barea=([^&'\"<>\s]*)")
_FIELD: Final = re.compile(
    r"\b(infotypeId|jdid|divid|area|sortfield|texttype)['\"]?\s*[:=]\s*(?:'([^']*)'|\"([^\"]*)\"|(\w+))"
)
_FIELDS: Final = {
    "infotypeId": "",
    "jdid": "",
    "area": "",
    "divid": "",
    "vc_title": "",
    "vc_number": "",
    "vc_filenumber": "",
    "vc_all": "",
    "texttype": "0",
    "fbtime": "-1",
    "sortfield": "",
}
_PAGE_COUNTS: Final = (
    re.compile(r"共\s*(?:<[^<>]*>)?\s*(\d+)\s*(?:</[^<>]*>)?\s*页"),
    re.compile(r"\btotalpages?['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class SearchState:
    """What is searched for, which page of the answer was asked for, and what came before."""

    KEY: ClassVar[str] = "hanweb_search"

    address: str
    page_url: str
    fields: Mapping[str, str]
    page: int = 0
    pages: int | None = None
    seen: frozenset[str] = field(default=frozenset())


def first_search(response: "TextResponse") -> Request | None:
    """The search that a page of the disclosure module shows the answer of, if it is one."""
    search, tree = _PATH.search(response.text), _TREE.search(response.text)
    if search is None and tree is None:
        return None
    fields = dict(_FIELDS)
    fields |= {"area": tree[1]} if tree is not None else {}
    stated = {match[1]: match[2] or match[3] or match[4] or "" for match in _FIELD.finditer(response.text)}
    fields |= {name: value for name, value in stated.items() if value}
    if search is not None and search[2]:
        fields |= {name: value for name, value in parse_qsl(html.unescape(search[2])) if name != "currpage"}
    # What the column's address says is what this list is of.
    query = dict(parse_qsl(urlsplit(response.url).query))
    fields["infotypeId"] = query.get("number") or fields["infotypeId"]
    fields["area"] = query.get("vc_xxgkarea") or query.get("area") or fields["area"]
    address = response.urljoin(search[1] if search is not None else _STANDARD_PATH)
    return next_search(SearchState(address, response.url, fields))


def next_search(state: SearchState) -> Request:
    """The request for the page after *state*'s; the module reads address and form alike, and wants both."""
    state = replace(state, page=state.page + 1)
    fields = {**state.fields, "currpage": str(state.page)}
    return FormRequest(
        f"{state.address}?{urlencode(fields)}",
        formdata=fields,
        headers={"Referer": state.page_url},
        meta={SearchState.KEY: state, "handle_httpstatus_list": TOLERATED},
    )


def pages_stated(text: str) -> int | None:
    """How many pages an answer says there are."""
    counts = [int(count) for pattern in _PAGE_COUNTS for count in pattern.findall(text)]
    return max(counts) if counts else None
