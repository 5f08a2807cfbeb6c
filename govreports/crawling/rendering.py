"""Lists that a script draws: told from empty ones, and asked for once more as a browser shows them.

Such a request has a method of its own, ``RENDER``, and the list's address. So Scrapy queues it, holds it against
robots.txt and stops it like any other, and archives keep its answer, the drawn page, apart from the plain one: a replay
needs no browser. ``govreports.crawling.chromium`` makes the answers. Neither it nor what it needs is imported where lists
are not rendered.
"""

import re
import shutil
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, TextResponse

from govreports.crawling.replay import REPLAY_FROM
from govreports.obstacles import DRAWN, diagnose
from govreports.platforms.paging import says_it_is_empty, unreachable_page
from govreports.reading.titles import read_title
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from govreports.platforms import Listing

METHOD: Final = "RENDER"
PART: Final = "part_of_page"
"""The key of a request's meta that says: asked for by a page's script, not a page of the crawl."""

_EXTRA: Final = "scrapy_playwright"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_PAGE: Final = re.compile(rb"page=(\d+)")
# What a drawn page says of the page after it; in headers, which archives keep.
_PAGING: Final = "X-Drawn-Paging"
_MORE: Final = b"more"
_REPEATED: Final = b"repeated"

_FEW_LINKS: Final = 5
_EMPTY_ROOM: Final = (
    "//body//*[self::ul or self::ol or self::tbody or self::div[@id]][not(*) and not(normalize-space())]"
)
_STUB: Final = "stub"


class RenderingError(IgnoreRequest):
    """The browser could not show the page; the message says why."""


def unavailable(settings: "BaseSettings") -> str | None:
    """Why lists are not rendered in this crawl, with what would help; None where they are."""
    if settings.get(REPLAY_FROM):
        return None
    if not settings.getbool("RENDER_LISTS"):
        return "RENDER_LISTS is off"
    if find_spec(_EXTRA) is None:
        return "pip install -e '.[js]' would help"
    if find_chromium(settings) is None:
        wanted = settings.get("CHROMIUM")
        return f"there is no {wanted}" if wanted else "a Chromium would help: install one, or name it, -s CHROMIUM=PATH"
    return None


def no_help(response: "Response", settings: "BaseSettings") -> str | None:
    """Why rendering does not help with *response*, in words for who runs the crawl; None where it may."""
    return "rendered by a browser, it shows none either" if is_drawn(response) else unavailable(settings)


def find_chromium(settings: "BaseSettings") -> str | None:
    """The browser that is here, or that CHROMIUM names; none is ever fetched."""
    wanted = settings.get("CHROMIUM")
    found = (shutil.which(name) for name in ((wanted,) if wanted else _NAMES))
    return next((path for path in found if path), None)


def how_entries_are_drawn(response: TextResponse, listing: "Listing", number: int) -> str | None:
    """What says that the entries of page *number*, read as *listing*, were to be drawn by a script; None where it has some."""
    if listing.columns or listing.following is not None or listing.itself is not None or listing.is_end:
        return None
    if not listing.rows and says_it_is_empty(response):
        return None
    if is_drawn(response):
        return None if listing.rows else listing.trouble or "drawn by a script"
    if number > 1 and listing.trouble is not None:
        # The pages before it were read: deep pages that a family misses are no frames for scripts.
        return None
    # A row is an entry if it has a date or names a report: to some families every link of the page's furniture is a row.
    if any(row.date or read_title(row.title).is_report for row in listing.rows):
        return None
    return how_drawn(response)


def is_shell(response: TextResponse) -> bool:
    """Whether a page leads nowhere."""
    return len(response.css("a[href]")) < _FEW_LINKS


def how_drawn(response: TextResponse) -> str | None:
    """What says that a page that shows nothing is drawn by a script."""
    if response.status != 200 or not isinstance(response, HtmlResponse):
        return None
    obstacle = diagnose(Seen.of(response), has_entries=False)
    if obstacle is not None and obstacle.kind == DRAWN:
        return obstacle.evidence
    if obstacle is not None and obstacle.kind != _STUB:
        return None
    return "a script, and an empty list" if response.css("script") and response.xpath(_EMPTY_ROOM) else None


def is_drawn(response: "Response") -> bool:
    """Whether *response* is what a browser showed."""
    return response.request is not None and response.request.method == METHOD


def drawn(response: "Response") -> Request:
    """The request for *response* as a browser shows it."""
    return Request(response.url, method=METHOD)


def page_number(request: Request) -> int:
    """Which page of the list a request for a drawn page is about, from 1."""
    page = _PAGE.fullmatch(request.body)
    return int(page[1]) if page else 1


def paged(listing: "Listing", response: "Response") -> "Listing":
    """*listing*, going on by a click where *response* is drawn and its pager has no address to follow."""
    request = response.request
    if request is None or listing.following is not None or response.headers.get(_PAGING) != _MORE:
        return listing
    number = page_number(request)
    # At once, while the page is still open.
    click = Request(request.url, method=METHOD, body=b"page=%d" % (number + 1), priority=1)
    is_reached = isinstance(response, TextResponse) and listing.trouble == unreachable_page(response, number)
    return replace(listing, following=click, trouble=None if is_reached else listing.trouble)


def is_repeated(response: "Response") -> bool:
    """Whether *response* is no page of its own: the click changed nothing, so the one before it was the last."""
    return response.headers.get(_PAGING) == _REPEATED


def drawn_response(request: Request, html: str, *, status: int, more: bool, repeated: bool) -> HtmlResponse:
    """The answer to *request*: the page as the browser has it."""
    headers = Headers({"Content-Type": "text/html; charset=utf-8"})
    if repeated or more:
        headers[_PAGING] = _REPEATED if repeated else _MORE
    # Scripts can make halves of surrogate pairs, which no encoding has.
    return HtmlResponse(request.url, status=status, headers=headers, body=html.encode("utf-8", "replace"))
