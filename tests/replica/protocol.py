"""What the server and the sites it plays say to each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import parse_qs, urlsplit

Scheme = Literal["http", "https"]


@dataclass(frozen=True, slots=True)
class ReplicaRequest:
    """One request as the site sees it; *path* includes the query, header names are in lower case."""

    method: str
    scheme: Scheme
    host: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def bare_path(self) -> str:
        """The path without the query."""
        return urlsplit(self.path).path

    @property
    def query(self) -> dict[str, str]:
        """The first value of each parameter of the query, blank ones included."""
        return _first_values(urlsplit(self.path).query)

    @property
    def form(self) -> dict[str, str]:
        """The first value of each field of a posted form."""
        return _first_values(self.body.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class ReplicaResponse:
    """One answer. *content_type* None sends no such header; *delay* is in seconds."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    raw: Callable[[], Iterator[bytes]] | None = None
    """The pieces of the whole answer, its head included, as they are sent in the place of all of the above; then the
    connection is cut."""


class Site(Protocol):
    """One host. A request by the other scheme never reaches it: nothing listens there."""

    @property
    def host(self) -> str:
        """The host name, with ``:port`` where that is not the scheme's own."""
        ...

    @property
    def scheme(self) -> Scheme:
        """The one scheme that the host serves."""
        ...

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The answer to *request*; called from several threads at once."""
        ...


Answer = Callable[[ReplicaRequest], ReplicaResponse]


@dataclass(frozen=True)
class Altered:
    """*site* with other answers for some paths (query included), for challenge pages, errors and the like."""

    site: Site
    answers: Mapping[str, ReplicaResponse | Answer]

    @property
    def host(self) -> str:
        """The host of the site underneath."""
        return self.site.host

    @property
    def scheme(self) -> Scheme:
        """The scheme of the site underneath."""
        return self.site.scheme

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The altered answer where there is one for the path."""
        answer = self.answers.get(request.path)
        if answer is None:
            return self.site.respond(request)
        return answer if isinstance(answer, ReplicaResponse) else answer(request)


def not_found() -> ReplicaResponse:
    """The answer for a path that the site does not have."""
    page = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>404</title></head><body>页面不存在</body></html>'
    return ReplicaResponse(page.encode(), status=404)


def _first_values(encoded: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(encoded, keep_blank_values=True).items()}
