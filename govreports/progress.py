"""Where a crawl is, and at its end one line a site: what it gave, and whether that is in order."""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.logformatter import LogFormatter

from govreports.agencies import directory
from govreports.crawling.lists import NUMBER
from govreports.crawling.rendering import PART
from govreports.health.model import FINISHED
from govreports.health.monitors import enough_reports
from govreports.health.sites import SiteLine, met_before, site_lines
from govreports.history import history_of
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from govreports.platforms.base import Source

logger = logging.getLogger(__name__)

FAILED_SITES = "sites/failed"
"""The stat that counts sites that gave nothing or broke; ``scrapy crawl`` exits with 1 where it is not 0."""


class Progress:
    """Counts by site while the crawl runs, says where it is now and then, and sums up at the end."""

    def __init__(self, crawler: "Crawler") -> None:
        self._settings = crawler.settings
        self._stats: StatsCollector = crawler.stats
        self._interval = crawler.settings.getfloat("PROGRESS_INTERVAL")
        self._enough = enough_reports(crawler.settings)
        self._ticking: asyncio.Task[None] | None = None
        self._spider: Spider | None = None
        self._met: set[str] = set()
        self.lines: tuple[SiteLine, ...] = ()
        """Each site's share of the run, once that is over."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        progress = cls(crawler)
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
        if self._interval > 0:
            self._ticking = asyncio.create_task(self._tick())

    def response_received(self, response: "Response", request: "Request") -> None:
        """Count a page; robots.txt is none, nor is what a page's script asks for."""
        if urlsplit(request.url).path != "/robots.txt" and PART not in request.meta:
            self._count(response.url, "pages")
            if NUMBER in request.cb_kwargs:
                self._count(response.url, "list_pages")

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
        # What was not finished says nothing about what a site has.
        history = (
            history_of(self._settings, self._spider, self._enough) if self._spider and reason == FINISHED else None
        )
        self.lines = lines = tuple(site_lines(self._stats, self._lists, history, self._strays()))
        failed = sum(line.failed for line in lines)
        self._stats.set_value(FAILED_SITES, failed)
        for line in lines:
            logger.log(logging.ERROR if line.failed else logging.INFO, "%s", line)
        totals = self._totals()
        logger.info("done (%s): %s; %d of %d sites failed", reason, totals, failed, len(lines))

    @property
    def _lists(self) -> Sequence["Source"]:
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
        return f"{len(sites)} sites, {pages}, {reports}, {met_before(sums.get('again', 0))}{findings}, {errors}"

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


def _url(item: Any) -> str | None:
    """Where an item came from: it is a publication until its checks, then a record."""
    place = getattr(item, "page", None) or getattr(item, "source", None)
    return place.url if place else None
