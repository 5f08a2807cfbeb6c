"""What robots.txt says, by RFC 9309: Scrapy's reader of it, with what the RFC says of robots.txt that cannot be read.

An answer with 400 to 499 forbids nothing, nor does one that redirects for ever or to where we do not go; what breaks (500 and
above, or no answer) forbids all. Of the file the first 500 KiB count. It is asked for once in a run, for each scheme, host
and port; what it asks for as a delay is kept where it is longer than ours.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from govreports.manners.reasons import (
    HostStopped,
    PutOffError,
    RobotsUnreachableError,
    host_of,
    is_robots,
)
from govreports.obstacles import diagnose_failure, find_obstacle, same_address

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

_LARGEST: Final = 500 * 1024
"""Bytes that are read at least, and here at most (RFC 9309, 2.5)."""
_MISSING: Final = 400
_BROKEN: Final = 500
_MARK: Final = b"\xef\xbb\xbf"
_TOO_LARGE: Final = "DOWNLOAD_MAXSIZE"


class RobotsMiddleware(RobotsTxtMiddleware):
    """Asks for robots.txt before the first page, and refuses what it forbids; keeps the delay that it asks for."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._learning: dict[str, asyncio.Task[RobotParser]] = {}
        self._delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        middleware = super().from_crawler(crawler)
        # Middlewares are made after extensions: so this comes after AutoThrottle, which knows nothing of robots.txt.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # spider is deprecated
        """Refuse what robots.txt forbids.

        Raises:
            IgnoreRequest: it is forbidden.
            RobotsUnreachableError: robots.txt breaks, so that all of the host counts as forbidden.
        """
        if is_robots(request) and any(same_address(request.url, url) for url in request.meta.get("redirect_urls", ())):
            # Whoever brings no cookie is sent round for ever. It cannot be had, and so forbids nothing.
            raise IgnoreRequest("robots.txt redirects in a circle")
        await super().process_request(request)

    async def robot_parser(self, request: Request) -> "RobotParser":
        """What the robots.txt of the request's host says; requests that come meanwhile wait for the one answer."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        task = self._learning.get(origin)
        if task is None:
            task = self._learning[origin] = asyncio.ensure_future(self._learn(origin, request))
        try:
            return await asyncio.shield(task)
        except (HostStopped, PutOffError):
            # Which says nothing about robots.txt.
            self._learning.pop(origin, None)
            raise

    async def _learn(self, origin: str, request: Request) -> "RobotParser":
        # That none forbids it is what marks it, also where it is redirected.
        meta = {"dont_obey_robotstxt": True}
        asked = Request(f"{origin}/robots.txt", priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        engine = self.crawler.engine
        if engine is None:  # cannot be while a request is under way
            raise RuntimeError("the crawl has no engine")
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await engine.download_async(asked)
        except (HostStopped, PutOffError):
            raise
        except Exception as error:
            if isinstance(error, IgnoreRequest) and _TOO_LARGE not in str(error):
                logger.info("%s: %s; it forbids nothing", asked.url, error)
                return self._read(b"")
            words = f"{type(error).__name__}: {error}"
            # Only faults without a name are told in full.
            logger.log(logging.ERROR, "%s: cannot be had, %s", asked.url, words, exc_info=not _is_named(error))
            raise RobotsUnreachableError(f"robots.txt cannot be had, {words}") from error
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= _BROKEN and find_obstacle(response.status, b"") is None:
            raise RobotsUnreachableError(f"robots.txt answers HTTP {response.status}: what it forbids is not known")
        rules = self._read(rules_in(response.status, response.body))
        self._keep_delay(rules, request)
        return rules

    def _read(self, rules: bytes) -> "RobotParser":
        return ProtegoRobotParser.from_crawler(self.crawler, rules)

    def _keep_delay(self, rules: "RobotParser", request: Request) -> None:
        """Learn the delay, before the first page is asked for."""
        agent = request.headers.get(b"User-Agent") or self.crawler.settings["USER_AGENT"]
        delay, host = rules.crawl_delay(agent), host_of(request)
        if delay is not None and delay > self._delays.get(host, 0.0):
            logger.info("%s: its robots.txt asks for %g seconds between requests", host, delay)
            self._delays[host] = delay
            self._slow_down(host, host)

    def response_downloaded(self, response: "Response", request: Request) -> None:  # noqa: ARG002  # Scrapy's signature
        """See to it that the delay has not become shorter before the next request."""
        self._slow_down(host_of(request), request.meta.get("download_slot", ""))

    def _slow_down(self, host: str, key: str) -> None:
        delay, engine = self._delays.get(host), self.crawler.engine
        slot = engine.downloader.slots.get(key) if delay is not None and engine is not None else None
        if slot is not None and delay is not None and slot.delay * (1 - slot.jitter) < delay:
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0


def rules_in(status: int, body: bytes) -> bytes:
    """The rules in an answer for robots.txt: none where there is no such file, or where a page stands in its place.

    >>> rules_in(200, b"User-agent: *"), rules_in(404, b"Disallow: /"), rules_in(200, b"<!DOCTYPE html>")
    (b'User-agent: *', b'', b'')
    """
    if status >= _MISSING or body.removeprefix(_MARK).lstrip()[:1] == b"<":
        return b""
    if len(body) <= _LARGEST:
        return body
    # A rule that is cut through would be another rule.
    return body[:_LARGEST].rpartition(b"\n")[0]


def _is_named(error: BaseException) -> bool:
    return diagnose_failure(error) is not None
