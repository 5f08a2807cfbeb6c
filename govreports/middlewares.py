"""Downloader middlewares: stop where a host refuses us, and read pages by the charset they are in."""

import logging
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse

from govreports.documents.encodings import decode
from govreports.obstacles import Obstacle, find_obstacle

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

_ROBOTS: Final = "/robots.txt"


class HostStopped(IgnoreRequest):
    """The host has refused us: nothing more is asked of it in this run."""

    def __init__(self, host: str, obstacle: Obstacle) -> None:
        super().__init__(f"{host}: {obstacle.kind} ({obstacle.evidence})")
        self.host = host
        self.obstacle = obstacle


class ObstacleMiddleware:
    """Stops asking a host at its first refusal or challenge page, and says so in the stats."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._stopped: dict[str, Obstacle] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: "Request") -> None:
        """Refuse requests to a stopped host."""
        host = _host(request.url)
        if (obstacle := self._stopped.get(host)) is not None:
            raise HostStopped(host, obstacle)

    def process_response(self, request: "Request", response: "Response") -> "Response":
        """Stop the host where the answer is an obstacle."""
        parts = urlsplit(request.url)
        if parts.path == _ROBOTS:
            # A robots.txt that may not be read forbids nothing (RFC 9309, 2.3.1.3).
            return response
        obstacle = find_obstacle(response.status, response.body, response.headers.getlist("Set-Cookie"))
        if obstacle is None:
            return response
        host = _host(request.url)
        if host not in self._stopped:
            logger.warning("%s: %s (%s); nothing more is asked of it in this run", host, *obstacle)
            self._stopped[host] = obstacle
            if self._crawler.stats is not None:
                self._crawler.stats.set_value(f"site/{host}/obstacle", obstacle.kind)
        raise HostStopped(host, obstacle)


class EncodingMiddleware:
    """Gives text responses the charset their bytes are in, so that ``response.text`` can be trusted."""

    def process_response(self, request: "Request", response: "Response") -> "Response":  # noqa: ARG002  # Scrapy's signature
        """Replace a declared charset that does not fit."""
        if not isinstance(response, TextResponse):
            return response
        found = decode(response.body, response.encoding).encoding
        return response if found == response.encoding else response.replace(encoding=found)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
