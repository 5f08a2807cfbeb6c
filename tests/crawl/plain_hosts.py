"""Made-up hosts of one list and one report each, and a spider of many of them, so that one crawl shows how all are treated.

``scrapy crawl plain_hosts -s SPIDER_MODULES=tests.crawl.plain_hosts``
"""

import gzip
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import brotli  # type: ignore[import-untyped]  # it has no stubs

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic
from tests.replica import Replica, ReplicaRequest, ReplicaResponse
from tests.replica.families.troubles import wrong_certificate
from tests.replica.protocol import Answer, Scheme, not_found

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_KIB: Final = 1024
TLS: Final = ("expired", "another", "self-signed")
ROBOTS: Final = ("missing", "page", "sent", "sent-away", "sent-home", "sent-broken", "long", "longer", "cut")
BOUNDS: Final = ("gzip", "deflate", "br", "zstd", "endless", "dripping", "flooding")
_FORBIDS_ALL: Final = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True)
class PlainHost:
    """A list at ``/`` with as many reports as *years*; *answers* stand in the place of its own for some paths."""

    host: str
    answers: Mapping[str, ReplicaResponse | Answer] = field(default_factory=dict)
    years: range = range(2022, 2023)
    scheme: Scheme = "http"

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """The list, a report, or what stands in its place."""
        answer = self.answers.get(request.path)
        if answer is not None:
            return answer if isinstance(answer, ReplicaResponse) else answer(request)
        if request.path == "/":
            rows = "".join(
                f"<li><a href='{year}.html'>{_title(year)}</a><span>{year + 1}-01-30</span></li>" for year in self.years
            )
            return ReplicaResponse(f"<html><title>政府信息公开年报</title><ul>{rows}</ul></html>".encode())
        year = request.path.strip("/").removesuffix(".html")
        if not year.isdecimal() or int(year) not in self.years:
            return not_found()
        text = "<p>根据《中华人民共和国政府信息公开条例》的规定，现公布年度报告。</p>" * 9
        return ReplicaResponse(
            f"<html><title>{_title(int(year))}</title><h1>{_title(int(year))}</h1>{text}</html>".encode()
        )

    @property
    def list_url(self) -> str:
        """Where its list is."""
        return f"{self.scheme}://{self.host}/"


def _title(year: int) -> str:
    return f"青原市生态环境局{year}年政府信息公开工作年度报告"


def _text(body: bytes, status: int = 200) -> ReplicaResponse:
    return ReplicaResponse(body, status, content_type="text/plain")


def _to(path: str, status: int = 302) -> ReplicaResponse:
    return ReplicaResponse(status=status, headers={"Location": path})


def _raw(pieces: Callable[[], Iterator[bytes]]) -> ReplicaResponse:
    return ReplicaResponse(raw=pieces)


def _endless() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield b"<p>" * 20_000


def _dripping() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
    while True:
        time.sleep(0.1)
        yield b"."


def _flooding() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-Filler: nothing to see\r\n" * 1000


def _bomb(encoding: str) -> Answer:
    """What unpacks to far more than may be taken, gigabytes where the format lets pieces follow each other."""
    zeros = b"\0" * (64 * _KIB * _KIB)
    packed: dict[str, Callable[[], bytes]] = {
        "gzip": lambda: gzip.compress(zeros, 1) * 50,
        "deflate": lambda: zlib.compress(zeros, 1),
        "br": lambda: brotli.compress(zeros, quality=1),
        "zstd": lambda: zstd.compress(zeros) * 50,
    }
    return lambda _request: ReplicaResponse(packed[encoding](), headers={"Content-Encoding": encoding})


def _cut() -> Answer:
    def answer(_request: ReplicaRequest) -> ReplicaResponse:
        raise ConnectionResetError

    return answer


def hosts() -> dict[str, PlainHost]:
    """The hosts, by what is the matter with them."""
    hops = {f"/hop{number}": _to(f"/hop{number + 1}") for number in range(1, 5)}
    long = b"#" * 99 + b"\n"
    robots: dict[str, Mapping[str, ReplicaResponse | Answer]] = {
        "missing": {"/robots.txt": _text(_FORBIDS_ALL, 404)},
        "page": {"/robots.txt": ReplicaResponse(b"\xef\xbb\xbf <!DOCTYPE html><pre>\n" + _FORBIDS_ALL)},
        "sent": {"/robots.txt": _to("/hop1"), **hops, "/hop5": _text(_FORBIDS_ALL)},
        "sent-away": {"/robots.txt": _to("http://elsewhere.example.com/robots.txt")},
        "sent-home": {"/robots.txt": _to("http://127.1/robots.txt")},
        "sent-broken": {"/robots.txt": _to("/hop1"), "/hop1": _text(b"", 500)},
        "long": {"/robots.txt": _text(b"User-agent: *\n" + long * (_KIB * 5) + b"Disallow: /2022.html\n" + long + b"")},
        "longer": {"/robots.txt": _text(b"User-agent: *\nDisallow: /2022.html\n" + long * (_KIB * 6))},
        "cut": {"/robots.txt": _cut()},
    }
    bounds: dict[str, Mapping[str, ReplicaResponse | Answer]] = {
        **{encoding: {"/2022.html": _bomb(encoding)} for encoding in ("gzip", "deflate", "br", "zstd")},
        "endless": {"/2022.html": _raw(_endless)},
        "dripping": {"/2022.html": _raw(_dripping)},
        "flooding": {"/2022.html": _raw(_flooding)},
    }
    plain = {name: PlainHost(host(name), answers) for name, answers in {**robots, **bounds}.items()}
    return {**plain, **{name: PlainHost(host(name), scheme="https") for name in TLS}}


def host(name: str) -> str:
    """What the host is called."""
    return f"{name}.plain.gov.cn"


def spoil_certificates(replica: Replica) -> None:
    """Give the hosts that speak TLS certificates that must not be taken."""
    replica.authority.spoil(host("expired"), expired=True)
    replica.authority.spoil(host("another"), name="www.another-city.gov.cn")
    wrong_certificate(replica, host("self-signed"), host("self-signed"))


class PlainSpider(DisclosureSpider):
    """All of the hosts."""

    name = "plain_hosts"
    agency_name = "聊城市生态环境局"
    sources = tuple(
        Generic(f"{'https' if name in TLS else 'http'}://{host(name)}/", evidence="made up")
        for name in (*ROBOTS, *BOUNDS, *TLS)
    )


UNWILLING: Final = ("refusing", "seconds", "hours", "unsaid")
"""Hosts that answer the first request for their list with what they are called for."""


class UnwillingSpider(DisclosureSpider):
    """Hosts that are to be left alone, for a while or at all."""

    name = "unwilling"
    agency_name = "聊城市生态环境局"
    sources = tuple(Generic(f"http://{host(name)}/", evidence="made up") for name in UNWILLING)
