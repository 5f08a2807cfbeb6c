"""What is wrong with a list that was fetched: no entries, deep pages missing, another system than the source's."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from scrapy.http import Request, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from govreports.crawling.rendering import RenderingError
from govreports.documents import sniff
from govreports.forms.labels import squeeze
from govreports.obstacles import (
    BUSY,
    DRAWN,
    FAILED,
    SERVER_ERROR,
    STOPPING,
    TLS_CERTIFICATE,
    Obstacle,
    another_host,
    diagnose,
    diagnose_failure,
    is_home,
)
from govreports.platforms.detection import contradicts, detect
from govreports.platforms.paging import says_it_is_empty, says_nothing_yet
from govreports.platforms.single import report_page
from govreports.reading.metadata import Listed
from govreports.reading.titles import plain
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

    from govreports.platforms import Listing, Source

MOVED: Final = "moved"
EMPTY: Final = "the list is there, and says that it holds nothing yet"
_HTTP_ONLY: Final = "http_only"
_PAGES: Final = frozenset({"text/html", "text/plain"})
_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|zip|rar)(?:$|[?#])", re.IGNORECASE)
_HOLDERS: Final = "iframe[src], embed, object"
_GONE: Final = frozenset({404, 410})
_TELLING: Final = 8
"""How many letters of a title are enough to know it again."""


class Trouble(NamedTuple):
    """What is wrong, in words, and the obstacle behind it, if it is one of the known kinds.

    *looks_like* is the family of systems that the list shows, where that is surely another one than its source's.
    """

    words: str
    obstacle: Obstacle | None = None
    looks_like: str | None = None


def examine(source: "Source", response: TextResponse, listing: "Listing", number: int) -> Iterator[Trouble]:
    """What is wrong with *listing*, which *source* made of *response*, the *number*-th answer of its list."""
    page = Seen.of(response)
    has_entries = bool(listing.rows or listing.columns or listing.following is not None or listing.itself)
    if number == 1:
        detection = detect(page)
        if contradicts(source.family, detection):
            evidence = "; ".join(detection.evidence[:3])
            words = f"declared {source.family}, looks like {detection.family} ({evidence})"
            yield Trouble(words, looks_like=detection.family)
        if detection.obstacle is not None and detection.obstacle.kind == MOVED:
            yield _because(MOVED, detection.obstacle)
            return
    if listing.trouble is not None:
        yield Trouble(listing.trouble, _obstacle_behind(listing, page, has_entries=has_entries))
    elif not has_entries and (says_it_is_empty(response) or (not listing.is_end and says_nothing_yet(response))):
        yield Trouble(EMPTY)
    elif not has_entries and not listing.is_end:
        yield _because(f"no entries on page {number} of the list", diagnose(page, has_entries=False))


def _obstacle_behind(listing: "Listing", page: Seen, *, has_entries: bool) -> Obstacle | None:
    if listing.obstacle is not None:
        return Obstacle(listing.obstacle, listing.trouble or "")
    return diagnose(page, has_entries=has_entries) if page.status in {200, 401} else None


def instead_of_report(response: Response, listed: Listed) -> Obstacle | None:
    """What came in the place of a report that a list names; None where the answer may be one.

    Its list's word alone makes no report of an empty file, a home page, a notice that the page is gone, or a form to log in.
    """
    page = Seen.of(response)
    if not page.body.strip():
        return Obstacle("stub", f"HTTP {page.status} with nothing in it")
    if sniff(page.body) not in _PAGES:
        return None
    if page.asked is not None and is_home(page.url) and not is_home(page.asked):
        return Obstacle(MOVED, f"{page.asked} was redirected to the home page")
    return None if _shows_report(response, page, listed) else diagnose(page, has_entries=False)


def _shows_report(response: Response, page: Seen, listed: Listed) -> bool:
    """Whether *page* has something of a report: its name, its sections, or files and pictures that may hold it."""
    title = plain(listed.title or "").partition("..")[0].partition("…")[0]
    is_named = len(title) >= _TELLING
    # Most pages bear the name by which their list calls them, letter by letter: then nothing has to be looked for.
    if is_named and isinstance(response, TextResponse) and title in response.text:
        return True
    if report_page(page.response) is not None or any(_FILE.search(anchor.url) for anchor in page.anchors):
        return True
    if page.response.css(_HOLDERS):
        return True
    return is_named and title in squeeze(page.text)


def why_failed(error: BaseException | None, request: Request) -> Obstacle | None:
    """The obstacle behind *request*, which failed, if it is one of the known kinds."""
    if isinstance(error, RenderingError):
        return Obstacle(DRAWN, str(error))
    if isinstance(error, HttpError):
        return diagnose(Seen.of(error.response), has_entries=False)
    if error is None:
        return None
    obstacle = diagnose_failure(error, request.url)
    if obstacle is not None and obstacle.kind == _HTTP_ONLY and _came_by_http(request):
        return Obstacle("no_answer", "http sends on to https, where nothing answers")
    return obstacle


def gone_by(error: BaseException | None) -> str | None:
    """Which status said that nothing is at the address any more, as ``http_404``; None where none did."""
    if isinstance(error, HttpError) and error.response.status in _GONE:
        return f"http_{error.response.status}"
    return None


def _came_by_http(request: Request) -> bool:
    """Whether *request* is where the host's own http has sent us."""
    ways: list[str] = request.meta.get("redirect_urls") or []
    return any(way.startswith("http://") and not another_host(way, request.url) for way in ways)


def note(stats: "StatsCollector | None", host: str, obstacle: Obstacle | None) -> None:
    """Write down what was met at *host*, for its line in the summary.

    What stops a crawl is not written over, and what has no name stands only where nothing else does.
    """
    if stats is None or obstacle is None:
        return
    key = f"site/{host}/obstacle"
    known = stats.get_value(key)
    stats.inc_value(f"site/{host}/met/{obstacle.kind}")
    if known in STOPPING or known == BUSY or (obstacle.kind == FAILED and known is not None):
        return
    stats.set_value(key, obstacle.kind)
    if obstacle.kind in {BUSY, DRAWN, FAILED, SERVER_ERROR, TLS_CERTIFICATE}:
        stats.set_value(f"site/{host}/hint", obstacle.evidence)


def tell_empty(stats: "StatsCollector | None", host: str) -> None:
    """Let the summary say that the list was found, and is empty by its own words."""
    if stats is not None:
        stats.set_value(f"site/{host}/hint", EMPTY)


def tell_family(stats: "StatsCollector | None", host: str, family: str | None) -> None:
    """Let monitors know that *host* shows another *family* of systems than its source's, where one is named."""
    if stats is not None and family is not None:
        stats.set_value(f"site/{host}/looks_like", family)


def _because(words: str, obstacle: Obstacle | None) -> Trouble:
    if obstacle is None:
        return Trouble(words)
    told = obstacle.evidence if obstacle.kind in words else f"{obstacle.kind}, {obstacle.evidence}"
    return Trouble(f"{words}: {told}", obstacle)
