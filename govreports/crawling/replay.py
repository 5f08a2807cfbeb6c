"""Download handlers that keep what a crawl fetched, and that serve a crawl from what was kept.

Both stand below Scrapy's middlewares, so that robots.txt, redirects and stops work in a replay as they did live.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from govreports.archive import Exchange, read_exchanges, write_exchange
from govreports.crawling.responses import as_response, exchange_of
from govreports.manners import GatedDownloadHandler
from govreports.moments import iso_now
from govreports.platforms import Source

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

REPLAY_FROM: Final = "REPLAY_FROM"
"""The setting that names the archive to serve a crawl from."""
RECORD_TO: Final = "RECORD_TO"
"""The setting that names the archive to add to; in a replay, what is asked for is added."""
MISSING: Final = "replay/missing"
"""The stat that lists the requests which the archive has no answer to."""

_DROPPED: Final = frozenset({"set-cookie", "transfer-encoding", "content-length", "connection", "keep-alive"})


class NotRecordedError(OSError):
    """The archive has no answer to a request."""


class ReplayDownloadHandler(BaseDownloadHandler):
    """Answers from an archive. What is not in it is an error; robots.txt then is one that a site does not have."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        path = crawler.settings.get(REPLAY_FROM)
        if not path:
            raise NotConfigured(f"{REPLAY_FROM} names no archive")
        self._answers = {exchange.key: exchange for exchange in read_exchanges(Path(path))}
        used = crawler.settings.get(RECORD_TO)
        self._used = Path(used) if used else None

    async def download_request(self, request: "Request") -> Response:
        """The recorded answer.

        Raises:
            NotRecordedError: there is none.
        """
        exchange = self._answers.get((request.method, request.url, request.body))
        if exchange is None:
            if request.url.endswith("/robots.txt"):
                return Response(request.url, status=404)
            self._miss(request)
            raise NotRecordedError(f"{request.method} {request.url} is not in the archive")
        if self._used is not None:
            _add(self._used, exchange)
        return as_response(exchange)

    def _miss(self, request: "Request") -> None:
        """Note what is not there; where a site has left a list, that is as it may be: nothing can be recorded there."""
        source = request.cb_kwargs.get("source")
        is_left = isinstance(source, Source) and source.is_retired(datetime.now(UTC).date())
        if self.crawler.stats is not None and not is_left:
            known = self.crawler.stats.get_value(MISSING, [])
            self.crawler.stats.set_value(MISSING, [*known, f"{request.method} {request.url}"])


class RecordingDownloadHandler(GatedDownloadHandler):
    """Downloads, and adds every answer to an archive."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        path = crawler.settings.get(RECORD_TO)
        if not path:
            raise NotConfigured(f"{RECORD_TO} names no archive")
        self._path = Path(path)
        self._decompress = HttpCompressionMiddleware.from_crawler(crawler)

    async def download_request(self, request: "Request") -> Response:
        """Download, and keep."""
        response = await super().download_request(request)
        plain = self._decompress.process_response(request, response)
        if isinstance(plain, Response):
            self._keep(request, plain)
        return response

    def _keep(self, request: "Request", response: Response) -> None:
        exchange = exchange_of(request, response, iso_now())
        headers = tuple((name, value) for name, value in exchange.headers if name.lower() not in _DROPPED)
        _add(self._path, replace(exchange, headers=headers))


def _add(path: Path, exchange: Exchange) -> None:
    """Add *exchange* to the archive at once: the handlers of http and https are two, and a crawl may end at any moment."""
    with path.open("ab") as file:
        write_exchange(file, exchange)
