"""Bringing an index up to its files: what a killed run wrote and did not enter, and what it left half."""

import json
import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from warcio.recordloader import ArcWarcRecord

from govreports.archive import manifest
from govreports.archive.exchanges import ArchiveError, method_of, payload_of
from govreports.archive.index import Capture, Entry, Index, Place
from govreports.archive.members import CutOffError, Member, members, record_in

logger = logging.getLogger(__name__)

SUFFIX: Final = ".warc.gz"
RUN_TYPE: Final = "application/vnd.govreports.run+json"
"""The type of the record that a run ends with: which run it was, and why it ended."""
_PROFILE: Final = "http://netpreserve.org/warc/1.0/revisit/"
SAME: Final = _PROFILE + "identical-payload-digest"
"""The profile of a revisit record for an answer whose bytes came, and were known."""
NOT_MODIFIED: Final = _PROFILE + "server-not-modified"
"""The profile of one for an answer that said that nothing has changed."""
_CUT: Final = ".cut"


def run_of_file(name: str) -> str:
    """The run that wrote the file called *name*: ``20261122T030405Z-00001.warc.gz`` is of ``20261122T030405Z``."""
    return name.partition("-")[0]


def catch_up(folder: Path, index: Index) -> None:
    """Enter what the files in *folder* hold beyond what *index* knows of, and cut off their half members.

    Nobody may be writing to them. What is cut off is kept beside its file; a file of which nothing is left is removed.

    Raises:
        OSError: a file cannot be read or cut.
    """
    known = index.files()
    files = sorted(folder.glob(f"*{SUFFIX}"))
    for gone in known.keys() - {path.name for path in files}:
        logger.error("%s: an archive's file is gone", folder / gone)
        index.forget(gone, 0)
    for path in files:
        size, entered = path.stat().st_size, known.get(path.name, 0)
        if size < entered:
            # The machine itself ended, before all of the file was on the disk.
            logger.warning("%s: shorter than it was, entered anew", path)
            index.forget(path.name, 0)
            entered = 0
        if size > entered:
            _enter_rest(path, index, entered)
        if path.name not in known and not path.stat().st_size:
            # Its run was killed before the first record was whole: nothing leads to it, and it is no archive's file.
            path.unlink()


def _enter_rest(path: Path, index: Index, start: int) -> None:
    entering = Entering(index, path.name)
    with path.open("r+b") as file:
        end = start
        try:
            for member in members(file, start):
                with index.changing():
                    entering.enter(member)
                end = member.offset + member.length
        except ArchiveError as error:
            where = error.offset if isinstance(error, CutOffError) else end
            _cut(path, file, where, str(error))


def _cut(path: Path, file: IO[bytes], end: int, why: str) -> None:
    file.seek(end)
    rest = file.read()
    path.with_name(f"{path.name}.{end}{_CUT}").write_bytes(rest)
    file.truncate(end)
    file.flush()
    os.fsync(file.fileno())
    logger.warning("%s: its last %d bytes, which a run that was ended left, are put aside: %s", path, len(rest), why)


class Entering:
    """Enters the records of one file, one after the other."""

    def __init__(self, index: Index, file: str) -> None:
        self._index, self._file = index, file
        self._run = run_of_file(file)
        self._requests: dict[str, tuple[str, bytes]] = {}

    def enter(self, member: Member) -> None:
        """Enter one record.

        Raises:
            ArchiveError: it is none, or damaged.
        """
        record = record_in(member.data)
        place = Place(self._file, member.offset)
        enter = {
            "warcinfo": self._begin,
            "request": self._request,
            "response": self._response,
            "revisit": self._revisit,
            "metadata": self._metadata,
        }.get(record.rec_type)
        if enter is not None:
            enter(record, place)
        self._index.reached(self._file, self._run, member.offset + member.length)

    def _begin(self, record: ArcWarcRecord, _place: Place) -> None:
        self._index.begin(self._run, _header(record, "WARC-Date"))

    def _request(self, record: ArcWarcRecord, _place: Place) -> None:
        # Asked before it was answered: the answer, which is next, refers to it.
        self._requests = {_header(record, "WARC-Record-ID"): (method_of(record), payload_of(record))}

    def _response(self, record: ArcWarcRecord, place: Place) -> None:
        payload_of(record)
        asked = record.rec_headers.get_header("WARC-Concurrent-To")
        method, sent = self._requests.get(asked, ("GET", b""))
        http = record.http_headers
        capture = Capture(
            record=_header(record, "WARC-Record-ID"),
            key=(method, _header(record, "WARC-Target-URI"), sent),
            place=place,
            status=int(http.get_statuscode()),
            digest=_header(record, "WARC-Payload-Digest"),
            etag=http.get_header("ETag"),
            modified=http.get_header("Last-Modified"),
            at=_header(record, "WARC-Date"),
        )
        self._index.add(capture)

    def _revisit(self, record: ArcWarcRecord, _place: Place) -> None:
        came = _header(record, "WARC-Profile") == SAME
        self._index.confirm(_header(record, "WARC-Refers-To"), _header(record, "WARC-Date"), came=came)

    def _metadata(self, record: ArcWarcRecord, place: Place) -> None:
        kind = record.rec_headers.get_header("Content-Type")
        content = payload_of(record)
        if kind == manifest.CONTENT_TYPE:
            found = manifest.Manifest.from_json(content)
            entry = Entry(self._run, place, found.page.url, sha256(content).hexdigest())
            self._index.add_publication(entry, (place_of(reference) for reference in found.references))
        elif kind == RUN_TYPE:
            self._index.end(self._run, str(json.loads(content)["reason"]))


def place_of(reference: str) -> Place:
    """Where in its spider's folder a *reference* leads.

    Raises:
        ArchiveError: it is none.
    """
    path, _hash, offset = reference.rpartition("#")
    if not path or not offset.isascii() or not offset.isdigit():
        raise ArchiveError(f"{reference!r} is no reference into an archive")
    return Place(path.rpartition("/")[2], int(offset))


def _header(record: ArcWarcRecord, name: str) -> str:
    value = record.rec_headers.get_header(name)
    if value is None:
        raise ArchiveError(f"a record of type {record.rec_type} without {name}")
    return str(value)
