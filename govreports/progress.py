"""Where a crawl is, and at its end one line a site: what it gave, and whether that is in order."""

import asyncio
import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.logformatter import LogFormatter

from govreports.agencies import directory
from govreports.crawling.rendering import PART
from govreports.history import History
from govreports.keeping import keeps_as, room_for
from govreports.obstacles import BUSY, DRAWN, FAILED, SERVER_ERROR, STOPPING, TLS_CERTIFICATE
from govreports.platforms.base import Source
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

_HINTED: Final = STOPPING | {None, BUSY, DRAWN, FAILED, SERVER_ERROR, TLS_CERTIFICATE}
"""The obstacles that are one thing here and another there: their line says which."""
_OBSTACLE: Final = re.compile(r"site/([^/]+)/obstacle")

FAILED_SITES = "sites/failed"
"""The stat that counts sites that gave nothing or broke; ``scrapy crawl`` exits with 1 where it is not 0."""


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site's share of a run. *obstacle* names what stood in the way, if anything did.

    *again* of the *reports* had been met before in the run, here or on another site: copies, which the feed unites, or
    other versions.
    """

    site: str
    pages: int
    reports: int
    findings: int
    errors: int
    obstacle: str | None
    retired: bool
    again: int = 0
    hint: str | None = None
    """What would help against an obstacle that something can be done about, or what is known where it has no name."""
    before: str | None = None
    """What the site gave when it was last in order, where that was more."""
    elsewhere: int = 0
    """How many links of its lists lead to hosts that are not the spider's, and were not followed."""
    strays: tuple[str, ...] = ()
    """The hosts of those of them that name a report which the run has not met elsewhere."""
    others: tuple[str, ...] = ()
    """What else stood in the way of its lists and pages."""
    put_off: str | None = None
    """Why the rest of the site is left for another run; what came so far then says nothing about what it has."""

    @property
    def failed(self) -> bool:
        """Whether somebody should look: nothing came, less than before, or something broke."""
        if self.retired and not self.errors and self.obstacle is None:
            return False
        if self.put_off is not None:
            return self.errors > 0 or self.obstacle is not None
        return (
            self.reports == 0
            or self.errors > 0
            or self.obstacle is not None
            or self.before is not None
            or bool(self.strays)
        )

    def __str__(self) -> str:
        verdict = "FAILED" if self.failed else ("ok" if self.put_off is None else "later")
        reason = f", {self.obstacle}" if self.obstacle else (", no report" if self.failed and not self.reports else "")
        reason += f" ({self.hint})" if reason and self.obstacle in _HINTED and self.hint else ""
        reason += f", {', '.join(self.others)}" if self.others else ""
        reason += f", put off, {self.put_off}" if self.put_off else ""
        reason += f", less than before: {self.before}" if self.before and not self.put_off else ""
        reason += f", {self.elsewhere} links to other hosts not followed" if self.elsewhere else ""
        reason += f" ({', '.join(self.strays)})" if self.strays else ""
        return (
            f"{verdict:6} {self.site}: {self.pages} pages, {self.reports} reports, {_again(self.again)}"
            f"{self.findings} findings, {self.errors} errors{reason}"
        )


def site_lines(
    stats: "StatsCollector",
    sources: Iterable[Source],
    history: History | None = None,
    strays: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[SiteLine]:
    """One line for every host that *sources* name, and for every other one that had an obstacle.

    *strays* are the hosts, by the list's, where reports lie that the run has not met.
    """
    today = datetime.now(UTC).date()
    by_host: dict[str, list[Source]] = {}
    for source in sources:
        by_host.setdefault(source.host, []).append(source)
    for key in stats.get_stats():
        if (stopped := _OBSTACLE.fullmatch(key)) is not None:
            by_host.setdefault(stopped[1], [])

    def count(host: str, what: str) -> int:
        value = stats.get_value(f"site/{host}/{what}", 0)
        return value if isinstance(value, int) else 0

    return [
        SiteLine(
            site=host,
            pages=count(host, "pages"),
            reports=count(host, "reports"),
            findings=count(host, "findings"),
            errors=count(host, "errors"),
            obstacle=stats.get_value(f"site/{host}/obstacle"),
            retired=bool(of_host) and all(source.is_retired(today) for source in of_host),
            again=count(host, "again"),
            hint=stats.get_value(f"site/{host}/hint"),
            before=history.shortfall(host, count(host, "reports")) if history else None,
            elsewhere=count(host, "other_hosts"),
            strays=tuple(sorted(strays.get(host, ()))),
            others=_others(stats, host),
            put_off=stats.get_value(f"site/{host}/put_off"),
        )
        for host, of_host in by_host.items()
    ]


def _others(stats: "StatsCollector", host: str) -> tuple[str, ...]:
    """The kinds of obstacles met at *host* beside the one that its line names first."""
    before = f"site/{host}/met/"
    kinds = {key.removeprefix(before) for key in stats.get_stats() if key.startswith(before)}
    return tuple(sorted(kinds - {stats.get_value(f"site/{host}/obstacle"), FAILED}))


class Progress:
    """Counts by site while the crawl runs, says where it is now and then, and sums up at the end."""

    def __init__(self, stats: "StatsCollector", interval: float, history_folder: Path | None = None) -> None:
        self._stats = stats
        self._interval = interval
        self._history_folder = history_folder
        self._history: History | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._spider: Spider | None = None
        self._met: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        if crawler.stats is None:  # cannot be: extensions are built after it
            raise RuntimeError("the crawler has no stats")
        interval = crawler.settings.getfloat("PROGRESS_INTERVAL")
        progress = cls(crawler.stats, interval, room_for(crawler.settings, "history"))
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.response_received, signals.response_received)
        crawler.signals.connect(progress.item_scraped, signals.item_scraped)
        crawler.signals.connect(progress.item_error, signals.item_error)
        crawler.signals.connect(progress.spider_error, signals.spider_error)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    async def spider_opened(self, spider: "Spider") -> None:
        """Begin to report."""
        self._spider = spider
        # A sample says nothing about what a site has.
        if self._history_folder is not None and getattr(spider, "sample", None) is None:
            self._history = History(self._history_folder / f"{keeps_as(spider)}.jsonl")
        if self._interval > 0:
            self._ticking = asyncio.create_task(self._tick())

    def response_received(self, response: "Response", request: "Request") -> None:
        """Count a page; robots.txt is none, nor is what a page's script asks for."""
        if urlsplit(request.url).path != "/robots.txt" and PART not in request.meta:
            self._count(response.url, "pages")

    def item_scraped(self, item: dict[str, Any]) -> None:
        """Count a record and its findings."""
        site = self._site_of(item["source"])
        self._count(site, "reports")
        if item["report_id"] in self._met:
            self._count(site, "again")
        self._met.add(item["report_id"])
        self._count(site, "findings", len(item["findings"]))

    def item_error(self, item: Any) -> None:
        """Count a publication that a stage failed on."""
        self._count(_url(item) or "", "errors")

    def spider_error(self, failure: "Failure", response: "Response") -> None:  # noqa: ARG002  # Scrapy's signature
        """Count a page that the spider failed on."""
        self._count(response.url, "errors")

    def spider_closed(self, reason: str) -> None:
        """Sum up."""
        if self._ticking is not None:
            self._ticking.cancel()
        lines = site_lines(self._stats, self._lists, self._history, self._strays())
        failed = sum(line.failed for line in lines)
        self._stats.set_value(FAILED_SITES, failed)
        for line in lines:
            logger.log(logging.ERROR if line.failed else logging.INFO, "%s", line)
        totals = self._totals()
        logger.info("done (%s): %s; %d of %d sites failed", reason, totals, failed, len(lines))

        if self._history is not None and reason == "finished":
            sites = {line.site: {"reports": line.reports, "pages": line.pages, "ok": not line.failed} for line in lines}
            self._history.add(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), sites)

    @property
    def _lists(self) -> Sequence[Source]:
        return tuple(getattr(self._spider, "lists", ()))

    def _strays(self) -> dict[str, set[str]]:
        """Where reports of the site's own lie that lists name on hosts which are not asked, and that were not met elsewhere."""
        home = getattr(self._spider, "agency", None)
        found: dict[str, set[str]] = {}
        for site, host, title in getattr(self._spider, "strays", ()):
            read = read_title(title)
            agency = directory().find((read.agency,), home=home)
            if agency is not None and home is not None and agency.id != home.id:
                # A link to another office's report at its own address.
                continue
            if agency is None or read.year is None or f"{agency.id}/{read.year}" not in self._met:
                found.setdefault(site, set()).add(host)
        return found

    def _site_of(self, source: dict[str, Any]) -> str:
        """Where a record is counted: with the list that named it, wherever it lies itself."""
        return str(source["list_url"] or source["url"])

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._interval)
            logger.info("so far: %s", self._totals())

    def _totals(self) -> str:
        sums: dict[str, int] = {}
        sites = set()
        for key, value in self._stats.get_stats().items():
            if key.startswith("site/") and isinstance(value, int):
                _prefix, host, what = key.split("/", 2)
                sites.add(host)
                sums[what] = sums.get(what, 0) + value
        pages, reports, findings, errors = (
            f"{sums.get(what, 0)} {what}" for what in ("pages", "reports", "findings", "errors")
        )
        return f"{len(sites)} sites, {pages}, {reports}, {_again(sums.get('again', 0))}{findings}, {errors}"

    def _count(self, url: str, what: str, by: int = 1) -> None:
        self._stats.inc_value(f"site/{urlsplit(url).hostname or 'unknown'}/{what}", by)


class QuietLogFormatter(LogFormatter):
    """Logs what happened to an item, without the item: records are long, and in the feed."""

    def dropped(self, item: Any, exception: BaseException, response: Any, spider: "Spider") -> Any:
        """A dropped item's reason."""
        return {**super().dropped(item, exception, response, spider), "msg": "Dropped: %(exception)s"}

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: "Spider") -> Any:
        """Where the item came from, in place of the item."""
        return {**super().item_error(_url(item) or "item", exception, response, spider)}

    def scraped(self, item: Any, response: Any, spider: "Spider") -> Any:
        """The report's id, in place of the record."""
        shown = item.get("report_id", "item") if isinstance(item, dict) else "item"
        return super().scraped(shown, response, spider)


def _again(count: int) -> str:
    return f"{count} of them met before, " if count else ""


def _url(item: Any) -> str | None:
    """Where an item came from: it is a publication until its checks, then a record."""
    place = getattr(item, "page", None) or getattr(item, "source", None)
    return place.url if place else None
