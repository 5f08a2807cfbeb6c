"""A bound on what comes before an answer's body: DOWNLOAD_MAXSIZE holds for bodies, Twisted's own for one line."""

from typing import TYPE_CHECKING, Final

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import HTTP11ClientProtocol, Request
    from twisted.web.iweb import IResponse

_LARGEST: Final = 256 * 1024
"""Bytes of a status line and headers; those of pages have some hundred, with many cookies some thousand."""


class HeadersTooLargeError(Exception):
    """A server sends headers without end."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol, which hangs up on answers that do not come to their body."""

    _head = 0

    def request(self, request: "Request") -> "Deferred[IResponse]":
        """Begin to count anew: connections are kept."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        """Count what comes while no body has begun."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > _LARGEST:
                error = HeadersTooLargeError(f"more than {_LARGEST} bytes of headers")
                self._giveUp(Failure(error))  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes them."""

    def buildProtocol(self, addr: "IAddress | None") -> "HTTP11ClientProtocol":  # noqa: ARG002, N802  Twisted's name
        """A protocol for a new connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
