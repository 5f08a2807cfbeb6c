"""The archive of one spider: a folder of WARC files, to which every run adds its own, and the index over them."""

import json
import os
import sqlite3
from base64 import b32encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1, sha256
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders

from govreports.archive import manifest
from govreports.archive.entering import NOT_MODIFIED, RUN_TYPE, SAME, SUFFIX, catch_up, place_of
from govreports.archive.exchanges import PROTOCOL, ArchiveError, Exchange
from govreports.archive.index import Capture, Entry, Index, Kept, Key, Known, Place
from govreports.archive.manifest import Manifest
from govreports.archive.members import packed
from govreports.archive.reading import INDEX, Reader, reference_of
from govreports.locks import FileLock

_LARGEST_FILE: Final = 1 << 30
"""Bytes after which a run goes on in a further file: what WARC's guidelines recommend."""
_GET: Final = "GET"
_LOCK: Final = "lock"
_DAMAGED: Final = ".damaged"


class Archive:
    """What one spider's runs have fetched, in *room*, below its *name*; one process at a time may write to it.

    Records are with the system when a method returns, and on the disk after `sync`. Where a record cannot be written
    nothing of it is left. Every method but `close` may raise ArchiveError: the disk is full, or a file damaged.
    """

    def __init__(self, room: Path, name: str) -> None:
        """Open the archive for a run, and mend what an earlier one left half.

        Raises:
            ArchiveError: somebody else is writing to it, or it cannot be opened.
        """
        self.name = name
        self._folder = room / name
        self._reader = Reader(room)
        self._run = ""
        self._info: Mapping[str, str] = {}
        self._file: int | None = None
        self._file_name = ""
        self._names: Iterator[str] = iter(())
        self._end = 0
        self._lock = FileLock(self._folder / _LOCK)
        with _as_archive_error():
            if not self._lock.take():
                raise ArchiveError(f"{self._folder}: another run is writing to it")
            try:
                self._index = _opened(self._folder)
                catch_up(self._folder, self._index)
            except BaseException:
                self._lock.release()
                raise

    def begin(self, run: str, at: str, info: Mapping[str, str]) -> None:
        """Begin a *run*, named as govreports.keeping does; *info* is what its files say about themselves."""
        self._run = run
        self._info = {"isPartOf": run, **info}
        self._names = (f"{run}-{serial:05}{SUFFIX}" for serial in count())
        with _as_archive_error():
            self._index.begin(run, at)

    def resumed_since(self) -> str | None:
        """When the work began that this run goes on with, where those before it did not finish."""
        with _as_archive_error():
            return self._index.resumed_since(self._run)

    def publications(self) -> Iterator[Entry]:
        """Every publication of every run."""
        return self._index.publications()

    def known(self, key: Key, *, used: bool = True) -> Known | None:
        """The last answer to a request; with *used* of those that publications are made of."""
        with _as_archive_error():
            return self._index.known(key, used=used)

    def read(self, known: Known) -> Exchange:
        """An answer that is kept."""
        return self._reader.exchange(reference_of(self.name, known.place.file, known.place.offset))

    def kept(self, known: Known) -> Kept:
        """Where an answer is that was not fetched again."""
        return Kept(reference_of(self.name, known.place.file, known.place.offset), known.at, is_new=False)

    def add(self, exchange: Exchange) -> Kept:
        """Keep an answer; one with the bytes of the last one to the same request is noted as such."""
        digest = f"sha1:{b32encode(sha1(exchange.body, usedforsecurity=False).digest()).decode()}"
        with _as_archive_error():
            before = self._index.known(exchange.key, used=False)
            if before is not None and (before.digest, before.status) == (digest, exchange.status):
                self._add_revisit(before, exchange, SAME)
                return self.kept(before)
            return self._add_response(exchange, digest)

    def confirm(self, known: Known, exchange: Exchange) -> Kept:
        """Note that the site has said, in *exchange*, that what is *known* has not changed."""
        with _as_archive_error():
            self._add_revisit(known, exchange, NOT_MODIFIED)
        return self.kept(known)

    def add_publication(self, publication: Manifest, at: str) -> None:
        """Note what makes up a publication that was fetched, all of which is kept already."""
        content = publication.to_json()
        page = publication.page
        headers = {"WARC-Record-ID": _new_id(), "WARC-Date": at}
        with _as_archive_error():
            if page.reference is not None:
                record = self._index.record_at(place_of(page.reference))
                headers |= {"WARC-Refers-To": record} if record is not None else {}
            data = packed("metadata", headers, content, url=page.url, content_type=manifest.CONTENT_TYPE)
            with self._adding(data) as place:
                entry = Entry(self._run, place, page.url, sha256(content).hexdigest())
                self._index.add_publication(entry, (place_of(it) for it in publication.references))

    def end(self, at: str, reason: str) -> None:
        """End the run; *reason* is Scrapy's, and ``finished`` says that it did all there was to do."""
        with _as_archive_error():
            if self._file is not None:
                content = json.dumps({"run": self._run, "reason": reason}).encode()
                headers = {"WARC-Record-ID": _new_id(), "WARC-Date": at}
                with self._adding(packed("metadata", headers, content, content_type=RUN_TYPE)):
                    self._index.end(self._run, reason)
                self.sync()
            else:
                self._index.end(self._run, reason)

    def sync(self) -> None:
        """Have what was written so far on the disk."""
        if self._file is not None:
            with _as_archive_error():
                os.fsync(self._file)

    def close(self) -> None:
        """Let go of everything; what the run has kept stays."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._index.close()
        self._reader.close()
        self._lock.release()

    def _add_response(self, exchange: Exchange, digest: str) -> Kept:
        record = _new_id()
        headers = {"WARC-Record-ID": record, "WARC-Date": exchange.at, "WARC-Payload-Digest": digest}
        asked = b""
        # A request without a body says no more than the answer's address.
        if exchange.method != _GET:
            headers["WARC-Concurrent-To"] = request = _new_id()
            asked = _packed_request(request, exchange)
        answer = packed("response", headers, exchange.body, url=exchange.url, http=_head(exchange))
        with self._adding(asked + answer) as place:
            at = Place(place.file, place.offset + len(asked))
            etag, modified = exchange.header("ETag"), exchange.header("Last-Modified")
            capture = Capture(record, exchange.key, at, exchange.status, digest, etag, modified, exchange.at)
            self._index.add(capture)
        return Kept(reference_of(self.name, at.file, at.offset), exchange.at, is_new=True)

    def _add_revisit(self, known: Known, exchange: Exchange, profile: str) -> None:
        headers = {
            "WARC-Record-ID": _new_id(),
            "WARC-Date": exchange.at,
            "WARC-Profile": profile,
            "WARC-Payload-Digest": known.digest,
            "WARC-Refers-To": known.record,
            "WARC-Refers-To-Target-URI": known.url,
            "WARC-Refers-To-Date": known.at,
        }
        with self._adding(packed("revisit", headers, b"", url=exchange.url, http=_head(exchange))):
            self._index.confirm(known.record, exchange.at, came=profile == SAME)

    @contextmanager
    def _adding(self, data: bytes) -> Iterator[Place]:
        """Append *data*; what is entered within goes with it, and both or neither are there."""
        self._make_room()
        place, end = Place(self._file_name, self._end), self._end + len(data)
        self._append(data)
        try:
            with self._index.changing():
                yield place
                self._index.reached(self._file_name, self._run, end)
        except BaseException:
            self._take_back(place.offset)
            raise
        self._end = end

    def _make_room(self) -> None:
        """Have a file open that is not full."""
        if self._file is not None and self._end < _LARGEST_FILE:
            return
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None
        self._file_name = next(name for name in self._names if not (self._folder / name).exists())
        self._file = os.open(self._folder / self._file_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        self._end = 0
        text = "".join(f"{name}: {value}\r\n" for name, value in self._info.items()).encode()
        began = self._index.began(self._run)
        headers = {"WARC-Record-ID": _new_id(), "WARC-Date": began, "WARC-Filename": self._file_name}
        data = packed("warcinfo", headers, text, content_type="application/warc-fields")
        self._append(data)
        self._end = len(data)
        self._index.reached(self._file_name, self._run, self._end)

    def _append(self, data: bytes) -> None:
        if self._file is None:
            raise ArchiveError("the archive is closed")
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError:
            self._take_back(self._end)
            raise

    def _take_back(self, end: int) -> None:
        if self._file is not None:
            os.ftruncate(self._file, end)
            os.lseek(self._file, end, os.SEEK_SET)


@contextmanager
def _as_archive_error() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"the archive cannot be written or read: {error}") from error


def _opened(folder: Path) -> Index:
    """The index in *folder*; a damaged one is put aside, and made again from the files."""
    path = folder / INDEX
    try:
        return Index(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for part in ("-wal", "-shm"):
            path.with_name(path.name + part).unlink(missing_ok=True)
        path.replace(path.with_name(path.name + _DAMAGED))
        return Index(path)


def _packed_request(record: str, exchange: Exchange) -> bytes:
    head = StatusAndHeaders(f"{exchange.method} {exchange.url} {PROTOCOL}", [], is_http_request=True)
    headers = {"WARC-Record-ID": record, "WARC-Date": exchange.at}
    return packed("request", headers, exchange.sent, url=exchange.url, http=head)


def _head(exchange: Exchange) -> StatusAndHeaders:
    return StatusAndHeaders(str(exchange.status), list(exchange.headers), protocol=PROTOCOL)


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"
