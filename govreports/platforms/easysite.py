"""EasySite (中科汇联): portlets under ``/eportal/ui``, paged by ``currentPage``; some sites write them as files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapy import Request

from govreports.platforms.base import Row, Source
from govreports.platforms.paging import NEXT_WORD, control_word, next_links, page_count
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGE: Final = "currentPage"
# An address of a page of a list, in a link or in a script that opens it.
_ADDRESS: Final = re.compile(r"(?:https?:)?[^\s'\"()<>\[\]]*\?[^\s'\"()<>\[\]]*\bcurrentPage=\d+[^\s'\"()<>\[\]]*")
_MODULE: Final = re.compile(r"\bmoduleId['\"]?\s*(?:[:=]\s*|value\s*=\s*)['\"]?([0-9a-f]{32}|\d+)\b")
_MODULE_FIELD: Final = re.compile(r"name=['\"]?moduleId['\"]?[^>]*value=['\"]?([0-9a-f]{32}|\d+)\b")
_PORTAL: Final = "/eportal/ui"


@dataclass(frozen=True, slots=True)
class EasySite(Source):
    """A list of an EasySite portal; detail pages are told by their ``articleKey``, or are files of an id's own."""

    family: ClassVar[str] = "easysite"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"[?&]articleKey=\d+|/\d{5,}/index\.s?html?\?")

    def rows(self, response: "TextResponse") -> Iterable[Row]:
        """The entries; columns have addresses like theirs, but are called 政府信息公开年报 without a year or a name."""
        for row in self._rows(response):
            read = read_title(row.title)
            if row.date is not None or not read.is_report or read.year is not None or read.agency is not None:
                yield row

    def following(self, response: "TextResponse", number: int) -> Request | None:
        """Page *number* + 1, by a link or a script that names it, or by the number of pages that the pager counts."""
        addresses = list(_addresses(response))
        for url in addresses:
            if _page_of(url) == number + 1:
                return Request(url)
        links = [url for url in (*_tagged(response), *next_links(response)) if _page_of(url) is None]
        if links:
            return Request(links[0])
        last = max([page_count(response.text) or 0, *(_page_of(url) or 0 for url in addresses)])
        if number >= last:
            return None
        if addresses:
            return Request(_at_page(addresses[0], number + 1))
        module = _MODULE.search(response.text) or _MODULE_FIELD.search(response.text)
        if module is None or _PORTAL not in response.url:
            return None
        return Request(_at_page(response.url, number + 1, moduleId=module[1]))


def _tagged(response: "TextResponse") -> Iterator[str]:
    """The next page of a list that is written as files: its pager keeps the address in an attribute of its own."""
    for control in response.css("[tagname]"):
        written = control.attrib["tagname"].strip("[] ")
        if (
            NEXT_WORD.match(control_word(control))
            and "/" in written
            and (url := response.urljoin(written)) != response.url
        ):
            yield url


def _addresses(response: "TextResponse") -> Iterator[str]:
    """Addresses of pages of the list, of the same portlet as the first of them."""
    written = response.css(
        "a::attr(href), [tagname]::attr(tagname), [onclick]::attr(onclick), option::attr(value)"
    ).getall()
    module: str | None = None
    for text in written:
        for match in _ADDRESS.finditer(text):
            url = response.urljoin(match[0])
            own = dict(parse_qsl(urlsplit(url).query)).get("moduleId", "")
            module = own if module is None else module
            if own == module and urlsplit(url).hostname == urlsplit(response.url).hostname:
                yield url


def _page_of(url: str) -> int | None:
    page = dict(parse_qsl(urlsplit(url).query)).get(_PAGE, "")
    return int(page) if page.isdecimal() else None


def _at_page(url: str, number: int, **more: str) -> str:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), _PAGE: str(number), **more}
    return parts._replace(query=urlencode(query)).geturl()
