"""Stop where a host refuses us: at its first refusal or challenge page, and for the rest of the run.

What robots.txt says is Scrapy's to read, but for two things: the delay that it asks for, and that nothing may be asked of a
host whose robots.txt breaks (RFC 9309, 2.3.1.4). Detected and reported, never got round. What is known of a host stands in the stats, under
``site/<host>/obstacle``, where the gate, the summary and every monitor read it.
"""

import logging
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urljoin, urlsplit

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import IgnoreRequest, NotSupported

from govreports.obstacles import STOPPING, Obstacle, diagnose_failure, find_obstacle, same_address

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

ANSWER: Final = "answer"
"""The key of a request's meta under which a middleware leaves an answer that needs no download."""

_ROBOTS: Final = "/robots.txt"
_ROBOTS_LOG: Final = "scrapy.downloadermiddlewares.robotstxt"
_BROKEN: Final = 500
_ASKING: Final = frozenset({"GET", "HEAD", "POST"})


class HostStopped(IgnoreRequest):
    """The host has refused us: nothing more is asked of it in this run."""

    def __init__(self, host: str, kind: str) -> None:
        super().__init__(f"{host}: not asked any more ({kind})")


class RobotsUnreachableError(IgnoreRequest):
    """The host's robots.txt breaks: what it forbids is not known, so that all of it must count as forbidden."""

    def __init__(self, status: int) -> None:
        super().__init__(f"robots.txt answers HTTP {status}: what it forbids is not known")


class RobotsMiddleware:
    """Keeps the delay that a host's robots.txt asks for, where it is longer than ours; asks nothing where that breaks."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._delays: dict[str, float] = {}
        self._broken: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        middleware = cls(crawler)
        # Filters are kept once: this is the same for every crawler of a process.
        logging.getLogger(_ROBOTS_LOG).addFilter(_without_traceback)
        crawler.signals.connect(middleware.robots_parsed, signals.robots_parsed)
        # Middlewares are made after extensions: so this comes after AutoThrottle, which knows nothing of robots.txt.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def robots_parsed(self, robotparser: "RobotParser", request: "Request") -> None:
        """Learn the delay, before the first page is asked for."""
        agent = request.headers.get(b"User-Agent") or self._crawler.settings["USER_AGENT"]
        delay = robotparser.crawl_delay(agent)
        if delay is not None and delay > 0:
            host = _host(request)
            logger.info("%s: its robots.txt asks for %g seconds between requests", host, delay)
            self._delays[host] = delay
            self._slow_down(host, host)

    def process_request(self, request: "Request") -> None:
        """Refuse requests to a host whose robots.txt breaks; Scrapy's middleware has asked for it by now."""
        if _is_robots(request):
            if any(same_address(request.url, url) for url in request.meta.get("redirect_urls", ())):
                # Whoever brings no cookie is sent round for ever. It cannot be had, and so forbids nothing.
                raise IgnoreRequest("robots.txt redirects in a circle")
            return
        status = self._broken.get(_host(request))
        if status is not None:
            raise RobotsUnreachableError(status)

    def response_downloaded(self, response: "Response", request: "Request") -> None:
        """Note a robots.txt that breaks, and see to it that the delay has not become shorter before the next request."""
        if _is_robots(request):
            # The last of several tries counts. A challenge is met again at the first page, and named there.
            self._broken.pop(_host(request), None)
            if response.status >= _BROKEN and find_obstacle(response.status, b"") is None:
                self._broken[_host(request)] = response.status
        self._slow_down(_host(request), request.meta.get("download_slot", ""))

    def _slow_down(self, host: str, key: str) -> None:
        delay, engine = self._delays.get(host), self._crawler.engine
        slot = engine.downloader.slots.get(key) if delay is not None and engine is not None else None
        if slot is not None and delay is not None and slot.delay * (1 - slot.jitter) < delay:
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0


def _without_traceback(record: logging.LogRecord) -> bool:
    """Leave of a robots.txt that cannot be had the one line with its reason; faults without a name are told in full."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and diagnose_failure(error) is not None:
        record.exc_info = None
    return True


class ObstacleMiddleware:
    """Finds out that a host refuses us, and lets no more requests to it into the queues."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        middleware = cls(crawler)
        # Fires before the host's next request is taken from its queue; the body may be compressed
        # still, so that only the status can speak here.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: "Request") -> None:
        """Refuse requests to a stopped host."""
        refuse_stopped(self._crawler, request)

    def response_downloaded(self, response: "Response", request: "Request") -> None:
        """Look at an answer as it comes."""
        self._look(request, response)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        """Look at an answer once its body can be read."""
        self._look(request, response)
        if not _is_robots(request):
            refuse_stopped(self._crawler, request)
        return response

    def _look(self, request: "Request", response: "Response") -> None:
        host = _host(request)
        if _is_robots(request) or stopped(self._crawler, host):
            # A robots.txt that may not be read forbids nothing (RFC 9309, 2.3.1.3).
            return
        obstacle = refusal(request, response)
        if obstacle is not None and self._crawler.stats is not None:
            logger.warning("%s: %s (%s); nothing more is asked of it in this run", host, *obstacle)
            self._crawler.stats.set_value(_key(host), obstacle.kind)


def refusal(request: "Request", response: "Response") -> Obstacle | None:
    """What an answer says about access, as it comes: before redirects are followed."""
    location = (response.headers.get("Location") or b"").decode("latin-1")
    return find_obstacle(
        response.status,
        response.body,
        response.headers.getlist("Set-Cookie"),
        to_itself=bool(location) and same_address(urljoin(request.url, location), request.url),
    )


class GatedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler behind a last gate: requests that were queued when their host refused us stay unsent."""

    async def download_request(self, request: "Request") -> "Response":
        """Send the request, unless its host is stopped."""
        if not _is_robots(request):
            refuse_stopped(self.crawler, request)
        answer: Response | None = request.meta.pop(ANSWER, None)
        if answer is not None:
            return answer
        if request.method not in _ASKING:
            raise NotSupported(f"{request.method} is nothing that a site is asked")
        return await super().download_request(request)


def refuse_stopped(crawler: "Crawler", request: "Request") -> None:
    """Raise HostStopped if the request's host has refused us."""
    host = _host(request)
    if (kind := stopped(crawler, host)) is not None:
        raise HostStopped(host, kind)


def stopped(crawler: "Crawler", host: str) -> str | None:
    """The kind of refusal met at *host* in this run, if any was; other obstacles stop nothing."""
    kind = crawler.stats.get_value(_key(host)) if crawler.stats is not None else None
    return kind if kind in STOPPING else None


def _key(host: str) -> str:
    return f"site/{host}/obstacle"


def _host(request: "Request") -> str:
    return urlsplit(request.url).hostname or ""


def _is_robots(request: "Request") -> bool:
    return urlsplit(request.url).path == _ROBOTS
