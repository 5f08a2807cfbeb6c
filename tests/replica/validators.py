"""Sites that say of every page which version it is, and answer who has that one already with nothing but so much."""

from dataclasses import dataclass
from hashlib import sha256

from tests.replica.protocol import ReplicaRequest, ReplicaResponse, Scheme, Site

_MODIFIED = "Sun, 01 Nov 2026 00:00:00 GMT"


@dataclass(frozen=True)
class Validated:
    """*site* with an ETag, made of the body, or the one Last-Modified that never moves on each page it has."""

    site: Site
    etags: bool = True
    last_modified: bool = False

    @property
    def host(self) -> str:
        """The host of the site underneath."""
        return self.site.host

    @property
    def scheme(self) -> Scheme:
        """The scheme of the site underneath."""
        return self.site.scheme

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The answer of the site underneath, or that nothing has changed."""
        answer = self.site.respond(request)
        if request.method != "GET" or answer.status != 200:
            return answer
        validators = self._validators(answer.body)
        headers = {**answer.headers, **validators}
        known = request.headers.get("if-none-match", request.headers.get("if-modified-since"))
        if known in validators.values():
            return ReplicaResponse(b"", 304, None, headers)
        return ReplicaResponse(answer.body, answer.status, answer.content_type, headers, answer.delay)

    def _validators(self, body: bytes) -> dict[str, str]:
        validators = {"ETag": f'"{sha256(body).hexdigest()[:16]}"'} if self.etags else {}
        if self.last_modified:
            validators["Last-Modified"] = _MODIFIED
        return validators
