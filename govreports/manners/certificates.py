"""Why a certificate does not verify: OpenSSL's error alone only says that it does not.

Nothing is decided here, and nothing let through: the connection is asked afterwards what was wrong.
"""

from contextlib import suppress
from typing import Any, Final

from OpenSSL import SSL
from OpenSSL._util import lib
from scrapy.exceptions import DownloadFailedError
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # it has no stubs

# The numbers of X509_verify_cert_error_string(3), in its words.
_WORDS: Final = {
    9: "certificate is not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in certificate chain",
    20: "unable to get local issuer certificate",
    21: "unable to get local issuer certificate",
    23: "certificate revoked",
}
_FAILED: Final = "certificate verify failed"


class CertificateError(DownloadFailedError):
    """The certificate of a host does not verify; the message says why."""


@implementer(IPolicyForHTTPS)
class TellingPolicy:
    """Scrapy's *policy* for https, which remembers the last connection to each host."""

    def __init__(self, policy: Any) -> None:
        self._policy = policy
        self._last: dict[str, SSL.Connection] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> "_Creator":  # noqa: N802  Twisted's name
        """What makes the connections to a host."""
        return _Creator(self._policy.creatorForNetloc(hostname, port), hostname.decode("ascii"), self._last)

    def explain(self, host: str, error: DownloadFailedError) -> CertificateError | None:
        """*error* in words, where it is about the certificate of *host* and more is known than it says."""
        connection = self._last.pop(host, None)
        if connection is None or _FAILED not in str(error):
            return None
        # PyOpenSSL keeps to itself what it has of the connection; without it the error says less.
        with suppress(AttributeError):
            found = lib.SSL_get_verify_result(connection._ssl)
            if found in _WORDS:
                return CertificateError(f"{_FAILED}: {_WORDS[found]}")
        return None


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, creator: Any, host: str, last: dict[str, SSL.Connection]) -> None:
        self._creator = creator
        self._host = host
        self._last = last

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802  Twisted's name
        """A connection that verifies as Twisted's do."""
        connection: SSL.Connection = self._creator.clientConnectionForTLS(protocol)
        self._last[self._host] = connection
        return connection
