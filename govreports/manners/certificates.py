"""Why a certificate does not verify: OpenSSL's error alone only says that it does not.

Nothing is decided here, and nothing let through: what OpenSSL finds is written down on its way.
"""

from typing import TYPE_CHECKING, Any, Final

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _get_creator_context
from scrapy.exceptions import DownloadFailedError
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # it has no stubs

if TYPE_CHECKING:
    from OpenSSL.crypto import X509

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
    """Scrapy's policy for https, *policy*, which remembers what was found wrong with which host's certificate."""

    def __init__(self, policy: Any) -> None:
        self._policy = policy
        self._found: dict[str, int] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802  Twisted's name
        """What makes the connections to a host."""
        creator = self._policy.creatorForNetloc(hostname, port)
        name = hostname.decode("ascii")
        self._found.pop(name, None)

        def note(_connection: SSL.Connection, _certificate: "X509", error: int, _depth: int, verifies: int) -> bool:
            if not verifies:
                self._found.setdefault(name, error)
            return bool(verifies)

        context = _get_creator_context(creator)
        if context.get_verify_mode() != SSL.VERIFY_NONE:
            # The mode is the one that is set: only the callback is another.
            context.set_verify(context.get_verify_mode(), note)
        return creator

    def explain(self, host: str, error: DownloadFailedError) -> CertificateError | None:
        """*error* in words, where it is about the certificate of *host* and more is known than it says."""
        if _FAILED not in str(error) or (found := self._found.get(host)) is None:
            return None
        return CertificateError(f"{_FAILED}: {_WORDS.get(found, f'error {found} of OpenSSL')}")
