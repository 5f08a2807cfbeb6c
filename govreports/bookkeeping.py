"""The ledger as Scrapy writes it: records are staged as they come, and become versions when the crawl ends.

Before it ends, reports that were there before and that no list has named are asked for once, at the addresses where they
lay: a list that is shortened and a report that is deleted are two things.
"""

import hashlib
import logging
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import NotConfigured

from govreports import __version__
from govreports.crawling.lists import UNLISTED
from govreports.crawling.responses import UNNAMED_COLUMN
from govreports.exits import EXIT, FAILED
from govreports.keeping import keeps_as, room_for, run_of
from govreports.ledger import Closing, Ledger, LedgerError
from govreports.ledger.judging import UNREAD
from govreports.moments import iso, iso_now, started
from govreports.obstacles import STOPPING
from govreports.reading.metadata import Listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from govreports.ledger import Unmet
    from govreports.platforms.base import Source

logger = logging.getLogger(__name__)

ERROR: Final = "ledger/error"
"""The stat that says why the ledger could not be written, where it could not."""
COUNTS: Final = "ledger/"
"""How the stats begin that count what a run found: ``ledger/new``, and so on for every state."""

_FINISHED: Final = "finished"
_FEW: Final = 20
_PART: Final = 0.2
"""Reports that no list names are asked for while they are few, or a small part: where most are missing, something broke."""
_NEEDED: Final = frozenset({"report_id", "version", "title", "source", "attachments"})
_READ_BY: Final = frozenset({".py", ".toml"})


class Bookkeeping:
    """Writes the ledger of a crawl's spider; a crawl whose ledger cannot be written goes on, and fails at its end."""

    def __init__(self, crawler: "Crawler", folder: Path) -> None:
        if crawler.stats is None:  # cannot be: extensions are built after it
            raise RuntimeError("the crawler has no stats")
        self._crawler = crawler
        self._stats: StatsCollector = crawler.stats
        self._folder = folder
        self._ledger: Ledger | None = None
        self._run = ""
        self._unread: dict[str, str] = {}
        self._has_broken = False
        self._has_asked = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        folder = room_for(crawler.settings, "ledger")
        if folder is None:
            raise NotConfigured
        extension = cls(crawler, folder)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: "Spider") -> None:
        """Begin a run."""
        try:
            self._ledger = Ledger(self._folder / f"{keeps_as(spider)}.sqlite")
            self._run = run_of(self._stats)
            self._ledger.begin(self._run, iso(started(self._run)), program())
        except LedgerError as error:
            self._give_up(error)

    def item_scraped(self, item: Any, response: "Response | None") -> None:
        """Stage a record; what pipelines of somebody's own made of one is none."""
        if self._ledger is None or not isinstance(item, dict) or not item.keys() >= _NEEDED:
            return
        try:
            self._ledger.stage(item, is_unlisted=_is_unlisted(response))
        except LedgerError as error:
            self._give_up(error)

    def item_dropped(self, item: Any, response: "Response | None") -> None:
        """Note a page that gave no record: it is there, so that its report is not gone."""
        self._note_unread(item, response)

    def item_error(self, item: Any, response: "Response | None") -> None:
        """Note a page that a stage failed on."""
        self._note_unread(item, response)

    def spider_error(self, failure: "Failure", response: "Response") -> None:  # noqa: ARG002  # Scrapy's signature
        """Note a page that the spider failed on; where it was a list, nothing is known to be gone."""
        if response.request is not None and "listed" in response.request.cb_kwargs:
            self._note_unread(None, response)
        else:
            self._has_broken = True

    def spider_idle(self, spider: "Spider") -> None:
        """Ask, once, for the reports that were there before and that no list has named."""
        engine = self._crawler.engine
        if self._ledger is None or engine is None or self._has_asked or not self._is_complete(spider, _FINISHED):
            return
        self._has_asked = True
        try:
            unmet, present = self._ledger.unmet(self._answers(spider)), self._ledger.present()
        except LedgerError as error:
            self._give_up(error)
            return
        if len(unmet) > max(_FEW, _PART * present):
            logger.warning("%d of %d reports are in no list any more: too many to ask for", len(unmet), present)
            return
        for request in _requests(spider, unmet):
            engine.crawl(request)

    def spider_closed(self, spider: "Spider", reason: str) -> None:
        """Make versions of what came, and count what was found; at once, so that the summaries that follow know it."""
        if self._ledger is None:
            return
        closing = Closing(
            ended=iso_now(),
            reason=reason,
            is_complete=self._is_complete(spider, reason),
            answers=self._answers(spider),
            sites=frozenset(each.host for each in _lists(spider)) - self._hosts("retired_lists"),
        )
        try:
            counts = self._ledger.end(closing)
            self._tell(self._ledger)
        except Exception as error:  # whatever it is: a run without a ledger must not pass for one that is in order
            self._give_up(error)
            return
        self._ledger.close()
        for state, count in counts.items():
            self._stats.set_value(f"{COUNTS}{state}", count)
        logger.info("ledger: %s", ", ".join(f"{count} {state}" for state, count in counts.items()))

    def _tell(self, ledger: Ledger) -> None:
        """Say which reports were changed, and which are gone."""
        # One at a time: of a first run all are changes.
        for change in ledger.findings(self._run):
            if change.state == "changed":
                logger.info("%s: changed since it was last met, %s", change.report_id, change.url)
            elif change.state == "gone" and change.since == iso(started(self._run)):
                logger.warning("%s: gone (%s), %s", change.report_id, change.how, change.url)

    def _is_complete(self, spider: "Spider", reason: str) -> bool:
        """Whether whatever the lists name was met, so that what was not met is in none of them."""
        stopped = any(self._stats.get_value(f"site/{host}/obstacle") in STOPPING for host in self._hosts("obstacle"))
        return (
            reason == _FINISHED
            # A crawl that goes on where another one stopped meets only what that one left.
            and not self._crawler.settings.get("JOBDIR")
            and getattr(spider, "sample", None) is None
            and not getattr(spider, "troubles", ())
            and not stopped
            and not self._has_broken
        )

    def _hosts(self, what: str) -> frozenset[str]:
        """The hosts that the stats know *what* of."""
        keys = (key.split("/") for key in self._stats.get_stats() if key.startswith("site/"))
        return frozenset(parts[1] for parts in keys if parts[2:] == [what])

    def _answers(self, spider: "Spider") -> dict[str, str]:
        return {**getattr(spider, "lost", {}), **self._unread}

    def _note_unread(self, item: Any, response: "Response | None") -> None:
        place = getattr(item, "page", None) or getattr(item, "source", None) or response
        if place is not None:
            self._unread[place.url] = UNREAD

    def _give_up(self, error: Exception) -> None:
        """Let the ledger be: what this run has staged is dropped, and the next one does everything again."""
        ours = isinstance(error, LedgerError)
        words = "the ledger is not written: %s; the crawl goes on, and the next run makes up for it"
        logger.error(words, error, exc_info=None if ours else error)
        self._stats.set_value(ERROR, str(error) or type(error).__name__)
        self._stats.set_value(EXIT, FAILED)
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


def _lists(spider: "Spider") -> "list[Source]":
    return list(getattr(spider, "lists", ()))


def _requests(spider: "Spider", unmet: "list[Unmet]") -> "Iterator[Request]":
    """The requests for *unmet*, each as if the list that once named it still did."""
    lists = _lists(spider)
    asked: set[str] = set()
    for report in unmet:
        host = urlsplit(report.list_url or report.url).hostname
        source = next(
            (each for each in lists if each.list_url == report.list_url),
            next((each for each in lists if each.host == host), None),
        )
        if source is None or report.url in asked:
            continue
        asked.add(report.url)
        listed = Listed(url=report.list_url, title=report.title, column=UNNAMED_COLUMN)
        request = spider.ask_unlisted(source, report.url, listed)  # type: ignore[attr-defined]  # a ListSpider: it has lists
        if request is not None:
            logger.info("%s: in no list any more, asked for once more", report.url)
            yield request


def _is_unlisted(response: "Response | None") -> bool:
    return response is not None and response.request is not None and bool(response.request.meta.get(UNLISTED))


@cache
def program() -> str:
    """A name for all that reads pages here: the project's own files, and which versions of which libraries there are.

    Where two runs have the same, versions do not differ for our doing.
    """
    digest = hashlib.sha256()
    for library in sorted(f"{each.name} {each.version}" for each in distributions()):
        digest.update(library.encode())
    folder = Path(__file__).parent
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _READ_BY):
        digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"
