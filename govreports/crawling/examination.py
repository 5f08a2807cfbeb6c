"""What is wrong with a list that was fetched: no entries, deep pages missing, another system than the source's."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from scrapy.http import TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from govreports.crawling.rendering import RenderingError
from govreports.obstacles import DRAWN, STOPPING, Obstacle, diagnose, diagnose_failure
from govreports.platforms.detection import contradicts, detect
from govreports.platforms.paging import says_it_is_empty
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

    from govreports.platforms import Listing, Source

MOVED: Final = "moved"


class Trouble(NamedTuple):
    """What is wrong, in words, and the obstacle behind it, if it is one of the known kinds."""

    words: str
    obstacle: Obstacle | None = None


def examine(source: "Source", response: TextResponse, listing: "Listing", number: int) -> Iterator[Trouble]:
    """What is wrong with *listing*, which *source* made of *response*, the *number*-th answer of its list."""
    page = Seen.of(response)
    has_entries = bool(listing.rows or listing.columns or listing.following is not None or listing.itself)
    if number == 1:
        detection = detect(page)
        if contradicts(source.family, detection):
            evidence = "; ".join(detection.evidence[:3])
            yield Trouble(f"declared {source.family}, looks like {detection.family} ({evidence})")
        if detection.obstacle is not None and detection.obstacle.kind == MOVED:
            yield _because(MOVED, detection.obstacle)
            return
    if listing.trouble is not None:
        yield Trouble(listing.trouble, _obstacle_behind(listing, page, has_entries=has_entries))
    elif not has_entries and says_it_is_empty(response):
        yield Trouble("the list is there, and says that it holds nothing yet")
    elif not has_entries and not listing.is_end:
        yield _because(f"no entries on page {number} of the list", diagnose(page, has_entries=False))


def _obstacle_behind(listing: "Listing", page: Seen, *, has_entries: bool) -> Obstacle | None:
    if listing.obstacle is not None:
        return Obstacle(listing.obstacle, listing.trouble or "")
    return diagnose(page, has_entries=has_entries) if page.status in {200, 401} else None


def why_failed(error: BaseException | None, url: str) -> Obstacle | None:
    """The obstacle behind a request that failed, if it is one of the known kinds."""
    if isinstance(error, RenderingError):
        return Obstacle(DRAWN, str(error))
    if isinstance(error, HttpError):
        return diagnose(Seen.of(error.response), has_entries=False)
    return diagnose_failure(error, url) if error is not None else None


def note(stats: "StatsCollector | None", host: str, obstacle: Obstacle | None) -> None:
    """Write down what was met at *host*, for its line in the summary; what stops a crawl is not written over."""
    key = f"site/{host}/obstacle"
    if stats is not None and obstacle is not None and stats.get_value(key) not in STOPPING:
        stats.set_value(key, obstacle.kind)
        if obstacle.kind == DRAWN:
            stats.set_value(f"site/{host}/hint", obstacle.evidence)


def _because(words: str, obstacle: Obstacle | None) -> Trouble:
    if obstacle is None:
        return Trouble(words)
    told = obstacle.evidence if obstacle.kind in words else f"{obstacle.kind}, {obstacle.evidence}"
    return Trouble(f"{words}: {told}", obstacle)
