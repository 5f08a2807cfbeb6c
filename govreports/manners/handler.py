"""Scrapy's download handler behind the gate."""

from typing import TYPE_CHECKING, Final

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, NotSupported

from govreports.manners.certificates import TellingPolicy
from govreports.manners.gate import gate_of
from govreports.manners.heads import BoundedFactory
from govreports.manners.reasons import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

ANSWER: Final = "answer"
"""The key of a request's meta under which a middleware leaves an answer that needs no download."""

_ASKING: Final = frozenset({"GET", "HEAD", "POST"})


class GatedDownloadHandler(HTTP11DownloadHandler):
    """Sends what the gate lets through, when it does: requests that were queued when their host refused us stay unsent."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._certificates = TellingPolicy(self._contextFactory)
        self._contextFactory = self._certificates  # type: ignore[assignment]  # zope's interfaces are not mypy's
        self._pool._factory = BoundedFactory
        self._gate = gate_of(crawler)
        self._gate.watch()

    async def download_request(self, request: "Request") -> "Response":
        """Send the request in its host's turn.

        Raises:
            HostStopped, PutOffError, PrivateAddressError: it is not to be sent, at least not now.
        """
        self._gate.check(host_of(request))
        answer: Response | None = request.meta.pop(ANSWER, None)
        if answer is not None:
            return answer
        if request.method not in _ASKING:
            raise NotSupported(f"{request.method} is nothing that a site is asked")
        async with self._gate.turn(request):
            try:
                response = await super().download_request(request)
            except CannotResolveHostError:
                if (reason := self._gate.why_unresolved(request)) is not None:
                    raise reason from None
                raise
            except DownloadFailedError as error:
                raise self._certificates.explain(host_of(request), error) or error from None
            # While it is still our turn: whoever is next has to know.
            self._gate.answered(request, response)
            return response
