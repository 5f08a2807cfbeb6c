"""Archive first: every answer is kept before anything reads it, and what is kept is not fetched again without need.

The middleware stands next to the downloader. It keeps each answer as it comes, its compression undone, redirects and
refusals included. For pages that a crawl may have had before (`MAY_BE_KNOWN`: reports and their files, never lists) it asks
the site whether they have changed; where the site says no, or where an earlier run was cut short after fetching them,
the archive answers.
"""

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import Response

from govreports import __version__
from govreports.archive import Archive, ArchiveError, Exchange, Kept, Known, Manifest
from govreports.crawling.responses import KEPT, as_response, exchange_of
from govreports.exits import EXIT, FAILED
from govreports.keeping import keeps_as, room_for, run_of
from govreports.manners import PutOffError
from govreports.moments import iso, iso_now

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

MAY_BE_KNOWN: Final = "may_be_known"
"""The key of a request's meta that says: the page may be in the archive, and need not be fetched if it has not changed."""
ARCHIVE_ERROR: Final = "archive/error"
"""The stat that says why the archive failed, and the crawl with it."""

_FAILED: Final = "archive_failed"
_KNOWN: Final = "known_as"
_FROM_ARCHIVE: Final = "archived"
_NOT_MODIFIED: Final = 304
_RESUMED: Final = timedelta(days=7)
"""How long what an unfinished run has fetched is good for the one that goes on with it."""
_LARGE: Final = 1 << 20
"""Bytes of a body that take too long to compress for the event loop to wait."""
_SAFE_EVERY: Final = 1.0
"""Seconds, at least, between two times that everything is brought to the disk."""


class NotKeptError(PutOffError):
    """The answer came but could not be archived, so that nothing may be made of it: it is for another run."""

    def __init__(self, url: str, error: ArchiveError) -> None:
        super().__init__(urlsplit(url).hostname or url, _FAILED, f"not archived: {error}")


class CrawlArchive:
    """The archive as one crawl uses it: one thing at a time, and nothing slow in the event loop."""

    def __init__(self, crawler: "Crawler", room: "Path") -> None:
        self._crawler = crawler
        self._room = room
        self._archive: Archive | None = None
        self._one_at_a_time = asyncio.Lock()
        self._saved = time.monotonic()
        self._closing: asyncio.Task[None] | None = None
        self.resumed_since: str | None = None
        """When the work began that this run goes on with; None where the one before it finished."""

    def open(self, spider: "Spider") -> None:
        """Open the archive for the crawl.

        Raises:
            CloseSpider: it cannot be; without it nothing is to be fetched.
        """
        stats = self._crawler.stats
        info = {
            "software": f"govreports/{__version__}",
            "format": "WARC File Format 1.0",
            "description": f"what the spider {spider.name} fetched",
            "robots": "obey",
        }
        if contact := self._crawler.settings.get("CONTACT"):
            info["operator"] = contact
        try:
            self._archive = Archive(self._room, keeps_as(spider))
            self._archive.begin(run_of(stats), iso_now(), info)
            self.resumed_since = self._archive.resumed_since()
        except ArchiveError as error:
            self._note(error)
            self.close()
            raise CloseSpider(_FAILED) from error

    async def known(self, request: "Request") -> Known | None:
        """What is known of the page that *request* asks for."""
        async with self._one_at_a_time:
            return self._opened.known(_key(request))

    async def read(self, known: Known) -> tuple[Exchange, Kept]:
        """A page that is kept.

        Raises:
            ArchiveError: it is damaged.
        """
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._opened.read, known), self._opened.kept(known)

    async def keep(self, exchange: Exchange) -> Kept:
        """Keep an answer.

        Raises:
            NotKeptError: it cannot be, and the crawl is over.
        """
        async with self._one_at_a_time:
            try:
                if len(exchange.body) < _LARGE:
                    return self._opened.add(exchange)
                return await asyncio.to_thread(self._opened.add, exchange)
            except ArchiveError as error:
                self._fail(error)
                raise NotKeptError(exchange.url, error) from error

    async def confirm(self, known: Known, answer: Exchange) -> None:
        """Note that a page has not changed.

        Raises:
            NotKeptError: it cannot be noted, and the crawl is over.
        """
        async with self._one_at_a_time:
            try:
                self._opened.confirm(known, answer)
            except ArchiveError as error:
                self._fail(error)
                raise NotKeptError(answer.url, error) from error

    async def publish(self, publication: Manifest) -> None:
        """Note what makes up a publication; now and then, have everything on the disk."""
        async with self._one_at_a_time:
            try:
                self._opened.add_publication(publication, iso_now())
                if time.monotonic() - self._saved > _SAFE_EVERY:
                    await asyncio.to_thread(self._opened.sync)
                    self._saved = time.monotonic()
            except ArchiveError as error:
                self._fail(error)

    def close(self, reason: str | None = None) -> None:
        """End the run, and let go of the archive."""
        archive, self._archive = self._archive, None
        if archive is None:
            return
        try:
            if reason is not None:
                archive.end(iso_now(), reason)
        except ArchiveError as error:
            self._note(error)
        finally:
            archive.close()

    @property
    def _opened(self) -> Archive:
        if self._archive is None:
            raise ArchiveError("the archive is closed")
        return self._archive

    def _note(self, error: ArchiveError) -> None:
        logger.error("%s", error)
        self._crawler.stats.set_value(ARCHIVE_ERROR, str(error))
        self._crawler.stats.set_value(EXIT, FAILED)

    def _fail(self, error: ArchiveError) -> None:
        """End the crawl, which cannot keep what it fetches."""
        if self._closing is None and self._crawler.engine is not None:
            self._note(error)
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=_FAILED))


# The middleware keeps what comes, the pipeline notes what it makes up: both in one archive.
_ARCHIVES: WeakKeyDictionary["Crawler", CrawlArchive] = WeakKeyDictionary()


def archive_of(crawler: "Crawler") -> CrawlArchive | None:
    """The archive of a crawl, opened and closed with its spider; None where nothing is to be kept."""
    room = room_for(crawler.settings, "archive")
    if room is None or not crawler.settings.getbool("ARCHIVE_ENABLED"):
        return None
    if crawler not in _ARCHIVES:
        _ARCHIVES[crawler] = archive = CrawlArchive(crawler, room)
        crawler.signals.connect(archive.open, signals.spider_opened)
        crawler.signals.connect(archive.close, signals.spider_closed)
    return _ARCHIVES[crawler]


class ArchiveMiddleware:
    """Keeps every answer, and lets the archive answer for what has not changed."""

    def __init__(self, crawler: "Crawler", archive: CrawlArchive) -> None:
        self._crawler = crawler
        self._archive = archive
        self._decompress = HttpCompressionMiddleware.from_crawler(crawler)
        self._times = _Times(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        archive = archive_of(crawler)
        if archive is None:
            raise NotConfigured
        return cls(crawler, archive)

    async def process_request(self, request: "Request") -> Response | None:
        """Answer from the archive, or ask only for what has changed."""
        # A redirect or another try brings along what was meant for the request before it.
        request.meta.pop(_KNOWN, None)
        for header in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(header, None)
        if not request.meta.get(MAY_BE_KNOWN) or (known := await self._archive.known(request)) is None:
            return None
        if known.checked >= self._times.fresh_from(self._archive.resumed_since):
            return await self._answer(request, known, "archive/fresh")
        if known.fetched >= self._times.asked_for_changes_from():
            request.meta[_KNOWN] = known
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.modified:
                request.headers["If-Modified-Since"] = known.modified
        return None

    async def process_response(self, request: "Request", response: Response) -> "Response | Request":
        """Keep an answer as it comes; in the place of one that says 'not modified' give what is kept."""
        if _FROM_ARCHIVE in response.flags:
            return response
        known = request.meta.pop(_KNOWN, None)
        if response.status == _NOT_MODIFIED and known is not None:
            if (answer := await self._answer(request, known, "archive/not_modified")) is None:
                return request.replace(meta={**request.meta, MAY_BE_KNOWN: False}, dont_filter=True)
            await self._archive.confirm(known, exchange_of(request, response, iso_now()))
            return answer
        plain = self._decompress.process_response(request, response)
        if not isinstance(plain, Response):  # cannot be: it only ever undoes compression
            return plain
        kept = await self._archive.keep(exchange_of(request, plain, iso_now()))
        request.meta[KEPT] = kept
        self._crawler.stats.inc_value("archive/new" if kept.is_new else "archive/same")
        return plain

    async def _answer(self, request: "Request", known: Known, stat: str) -> Response | None:
        """The answer that is kept; None where it turns out to be damaged."""
        try:
            exchange, request.meta[KEPT] = await self._archive.read(known)
        except ArchiveError as error:
            logger.warning("%s: fetched again, for what is kept of it is damaged: %s", request.url, error)
            return None
        self._crawler.stats.inc_value(stat)
        response = as_response(exchange)
        response.flags.append(_FROM_ARCHIVE)
        return response


class _Times:
    """How old what is kept may be."""

    def __init__(self, settings: "BaseSettings") -> None:
        self._now = datetime.now(UTC)
        self._revisit = timedelta(days=settings.getfloat("REVISIT_AFTER_DAYS"))
        self._refetch = timedelta(days=settings.getfloat("REFETCH_AFTER_DAYS"))

    def fresh_from(self, resumed_since: str | None) -> str:
        """From when on what was seen need not be asked for."""
        fresh = iso(self._now - self._revisit)
        if resumed_since is None:
            return fresh
        return min(fresh, max(resumed_since, iso(self._now - _RESUMED)))

    def asked_for_changes_from(self) -> str:
        """From when on what was fetched is asked for conditionally; validators of sites are not to be trusted for ever."""
        return iso(self._now - self._refetch)


def _key(request: "Request") -> tuple[str, str, bytes]:
    return request.method, request.url, request.body
