"""Epoint's EWB (国泰新点): lists drawn from an interface in JSON, ``…/lightfrontaction/getgovinfolist``.

The page's address says which list it is (categorynum, deptcode), a script of the site's where the interface lies and
which site asks (``siteInfo``). Sites differ in whether their first page is number 0 or 1, so pages are asked for from
0 on until all the entries that the interface counts have come. Other lists of the system are files with plain links.
"""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import JsonRequest, TextResponse

from govreports.javascript import find_object, find_value
from govreports.platforms.base import Listing, Row, Source, anchor_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ACTION: Final = "rest/lightfrontaction/getgovinfolist"
_SCRIPT: Final = "/js/webBuilderCommon.js"
_IN_PATH: Final = re.compile(r"/(\d{3,})/[^/]*$")
_PER_PAGE: Final = 20
_URL: Final = ("infourl", "visiturl", "linkurl")
_TITLE: Final = ("realtitle", "title")
_DATE: Final = ("infodate", "handsdate", "pubdate")
_SEEN: Final = "addresses_seen"
_WRAPPED: Final = "params"
_UNIT: Final = "deptcode"


@dataclass(frozen=True, slots=True)
class Ewb(Source):
    """A list of an EWB site: ``govInfoPub.html?categorynum=&deptcode=``, or a file such as ``/001/001001/subPage.html``."""

    family: ClassVar[str] = "ewb"
    shape: ClassVar[re.Pattern[str]] = re.compile(
        r"/(?:\d{4}-\d{2}-\d{2}|\d{8})/[0-9a-f]{8}-[0-9a-f-]{27}\.html\?|/\d{3,}/\d{8}/[0-9a-f-]{30,}\.html\?"
    )

    def listing(self, response: TextResponse, number: int) -> Listing:
        """What an answer is for: the page, the script that says where to ask, or the interface's entries."""
        if _ACTION in response.url.lower():
            return self._answered(response)
        if (info := _site_info(response)) is not None:
            return self._ask(info)
        if urlsplit(response.url).path.endswith(".js"):
            return Listing(trouble="the site's script does not say where its lists come from (siteInfo)")
        plain = super(Ewb, self).listing(response, number)
        if plain.rows or plain.following is not None or plain.itself is not None or number > 1:
            return plain
        script = next((src for src in response.css("script::attr(src)").getall() if "webBuilderCommon" in src), _SCRIPT)
        below = {row.url: row for row in (*plain.columns, *_units(response))}
        # The script is one for all lists of a site, and each list begins with it: it is no duplicate.
        return Listing((), Request(response.urljoin(script), dont_filter=True), tuple(below.values()))

    def _ask(self, info: "Mapping[str, Any]") -> Listing:
        base = str(info.get("projectName") or "").strip("/")
        parts = urlsplit(self.list_url)
        query = dict(parse_qsl(parts.query))
        in_path = _IN_PATH.search(parts.path)
        category = query.get("categorynum") or query.get("categoryNum") or (in_path[1] if in_path else "")
        if not category:
            return Listing(trouble="the list's address does not say which list it is (categorynum)")
        asked = {
            "deptcode": query.get("deptcode", ""),
            "categorynum": category,
            "pageIndex": 0,
            "pageSize": _PER_PAGE,
            "siteGuid": str(info["siteGuid"]),
        }
        root = base if "//" in base else f"/{base}" if base else ""
        return Listing(following=JsonRequest(urljoin(self.list_url, f"{root}/{_ACTION}"), data=asked))

    def _answered(self, response: TextResponse) -> Listing:
        request = response.request
        asked = json.loads(request.body) if request is not None and request.body else {}
        try:
            answer = json.loads(response.text)
            custom = answer.get("custom")
            custom = json.loads(custom) if isinstance(custom, str) else custom
            entries = custom["data"]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            entries = custom = None
        total = _count(custom)
        is_first = _WRAPPED not in asked and _SEEN not in response.meta
        if is_first and not (isinstance(entries, list) and (entries or total)):
            # Some sites take the same parameters only with a wrapper around them: without it they hear nothing.
            return Listing(following=JsonRequest(response.url, data={_WRAPPED: asked}))
        if not isinstance(entries, list):
            return Listing(trouble="the list's interface does not answer with entries")
        seen: list[str] = response.meta.get(_SEEN, [])
        rows = tuple(row for row in map(self._row, entries) if row is not None and row.url not in seen)
        known = [*seen, *(row.url for row in rows)]
        own = asked.get(_WRAPPED, asked)
        page = int(own.get("pageIndex", 0))
        is_short = len(entries) < _PER_PAGE if total is None else len(known) >= total
        # Where pages count from 1, number 0 may be empty, or number 1 over again.
        if is_short or not (rows or page <= 1):
            missing = total is not None and len(known) < total
            trouble = f"the list counts {total} entries, {len(known)} of them came" if missing else None
            return Listing(rows, trouble=trouble, is_end=not rows and bool(known))
        more = {**own, "pageIndex": page + 1}
        data = {_WRAPPED: more} if _WRAPPED in asked else more
        return Listing(rows, JsonRequest(response.url, data=data, meta={_SEEN: known}))

    def _row(self, entry: object) -> Row | None:
        if not isinstance(entry, dict):
            return None
        url, title = _first(entry, _URL), _first(entry, _TITLE)
        title = " ".join((Selector(f"<p>{title}</p>").xpath("string()").get() or "").split())
        return Row(urljoin(self.list_url, url), title, _first(entry, _DATE)[:10] or None) if url and title else None


def _units(response: TextResponse) -> "Iterator[Row]":
    """The same list of other units, which a menu beside it links to: only *deptcode* differs."""
    own, asked = urlsplit(response.url), dict(parse_qsl(urlsplit(response.url).query))
    if not asked.get(_UNIT):
        return
    for anchor in response.css(f"a[href*='{_UNIT}=']"):
        url = response.urljoin(anchor.attrib["href"].strip())
        parts, query = urlsplit(url), dict(parse_qsl(urlsplit(url).query))
        is_here = (parts.hostname, parts.path) == (own.hostname, own.path)
        if is_here and query.get(_UNIT) not in {None, asked[_UNIT]} and {**query, _UNIT: asked[_UNIT]} == asked:
            yield Row(url, anchor_title(anchor) or query[_UNIT])


def _site_info(response: TextResponse) -> "Mapping[str, Any] | None":
    info = find_object(response.text, "siteInfo")
    if isinstance(info, dict) and info.get("siteGuid"):
        return info
    guid, project = find_value(response.text, "siteGuid"), find_value(response.text, "projectName")
    return {"siteGuid": guid, "projectName": project} if guid and project else None


def _count(custom: object) -> int | None:
    total = str(custom.get("total")) if isinstance(custom, dict) else ""
    return int(total) if total.isdecimal() else None


def _first(entry: "Mapping[str, Any]", names: tuple[str, ...]) -> str:
    return next((str(entry[name]).strip() for name in names if str(entry.get(name) or "").strip()), "")
