"""Exchanges with sites, kept as WARC files (ISO 28500): what was asked, what was answered, when.

Bodies are kept as the site means them, its compression undone, so that an uncompressed file can be read and compared as
text.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PROTOCOL: Final = "HTTP/1.1"
_GET: Final = "GET"


class ArchiveError(ValueError):
    """The file is no WARC file, or is damaged."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. *at* is when, in UTC, as ``2026-11-22T03:04:05Z``; header names as they came."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: str
    method: str = _GET
    sent: bytes = b""
    """The request's body."""

    @property
    def key(self) -> tuple[str, str, bytes]:
        """What makes a request the same request again."""
        return self.method, self.url, self.sent

    def header(self, name: str) -> str | None:
        """The first value of a header, if it is there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def write_info(file: IO[bytes], info: Mapping[str, str], at: str) -> None:
    """Write what an archive, made *at*, says about itself: its first record, of type warcinfo."""
    writer = WARCWriter(file, gzip=False)
    text = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode()
    headers = {"WARC-Record-ID": _record_id("warcinfo", text), "WARC-Date": at}
    writer.write_record(
        writer.create_warc_record(
            None, "warcinfo", io.BytesIO(text), len(text), "application/warc-fields", warc_headers_dict=headers
        )
    )


def write_exchange(file: IO[bytes], exchange: Exchange) -> None:
    """Write *exchange*, uncompressed. The same exchange makes the same bytes: records are named by what they hold."""
    writer = WARCWriter(file, gzip=False)
    for record in _records(writer, exchange):
        writer.write_record(record)


def read_exchanges(path: Path) -> Iterator[Exchange]:
    """The exchanges of an archive in their order.

    Raises:
        ArchiveError: it is no archive, or is damaged.
        OSError: it cannot be read.
    """
    waiting: Exchange | None = None
    for record in _read(path):
        if record.rec_type == "response":
            if waiting is not None:
                yield waiting
            waiting = exchange_of(record)
        elif record.rec_type == "request" and waiting is not None:
            yield _asked_so(waiting, record)
            waiting = None
    if waiting is not None:
        yield waiting


def read_info(path: Path) -> dict[str, str]:
    """What the archive says about itself, from its first record.

    Raises:
        ArchiveError: it is no archive, or is damaged.
        OSError: it cannot be read.
    """
    for record in _read(path):
        if record.rec_type == "warcinfo":
            lines = content_of(record).decode("utf-8", "replace").splitlines()
            return {name.strip(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    return {}


def _read(path: Path) -> Iterator[ArcWarcRecord]:
    with path.open("rb") as file:
        try:
            # Digests tell a record that is cut short.
            yield from ArchiveIterator(file, check_digests="raise")
        except (ArchiveLoadFailed, EOFError, UnicodeDecodeError) as error:
            raise ArchiveError(f"{path}: {error}") from error


def _records(writer: WARCWriter, exchange: Exchange) -> Iterator[ArcWarcRecord]:
    name = _record_id(exchange.method, exchange.url, exchange.sent, exchange.body)
    yield writer.create_warc_record(
        exchange.url,
        "response",
        io.BytesIO(exchange.body),
        len(exchange.body),
        warc_headers_dict={"WARC-Record-ID": name, "WARC-Date": exchange.at},
        http_headers=StatusAndHeaders(str(exchange.status), list(exchange.headers), protocol=PROTOCOL),
    )
    # A request without a body says no more than the response's address.
    if exchange.method != _GET:
        line = f"{exchange.method} {exchange.url} {PROTOCOL}"
        yield writer.create_warc_record(
            exchange.url,
            "request",
            io.BytesIO(exchange.sent),
            len(exchange.sent),
            warc_headers_dict={
                "WARC-Record-ID": _record_id("request", name),
                "WARC-Date": exchange.at,
                "WARC-Concurrent-To": name,
            },
            http_headers=StatusAndHeaders(line, [], is_http_request=True),
        )


def exchange_of(record: ArcWarcRecord, body: bytes | None = None) -> Exchange:
    """The answer that a record of type response holds, as one to a GET; its *body* where that was read already.

    Raises:
        ArchiveError: it is no answer of a web server, or damaged.
    """
    http = record.http_headers
    if http is None:
        raise ArchiveError(f"{record.rec_headers.get_header('WARC-Target-URI')}: no answer of a web server")
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        body=content_of(record) if body is None else body,
        at=record.rec_headers.get_header("WARC-Date"),
    )


def _asked_so(exchange: Exchange, record: ArcWarcRecord) -> Exchange:
    return replace(exchange, method=method_of(record), sent=content_of(record))


def method_of(record: ArcWarcRecord) -> str:
    """The method of a record of type request.

    Raises:
        ArchiveError: it is no request to a web server.
    """
    if record.http_headers is None:
        raise ArchiveError(f"{record.rec_headers.get_header('WARC-Target-URI')}: no request to a web server")
    # warcio's name for the first word of a request's line.
    return str(record.http_headers.protocol)


def content_of(record: ArcWarcRecord) -> bytes:
    """What a record holds, without its headers, and what a server compressed or sent in pieces put right.

    Raises:
        ArchiveError: it is damaged.
    """
    return _read_all(record, record.content_stream())


def payload_of(record: ArcWarcRecord) -> bytes:
    """What a record holds, without its headers, as it was written.

    Raises:
        ArchiveError: it is damaged.
    """
    return _read_all(record, record.raw_stream)


def _read_all(record: ArcWarcRecord, stream: IO[bytes]) -> bytes:
    try:
        content: bytes = stream.read()
    except (ArchiveLoadFailed, EOFError) as error:
        raise ArchiveError(
            f"{record.rec_headers.get_header('WARC-Target-URI') or 'its first record'}: {error}"
        ) from error
    return content


def _record_id(*parts: str | bytes) -> str:
    name = "\n".join(part if isinstance(part, str) else part.hex() for part in parts)
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"
