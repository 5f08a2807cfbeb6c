"""WARC files of others, such as Common Crawl's: what in them may be a report, and the files that reports may attach.

They have no index and no manifests. One pass over each finds the answers worth reading, by what is cheap to see; a page's
attachments are those of its links that were archived too.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from govreports.archive.exchanges import ArchiveError, Exchange, exchange_of
from govreports.attachments import is_file

logger = logging.getLogger(__name__)

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer, unpacked: as many as a crawl takes."""
_PIECE: Final = 1 << 16
_OK: Final = 200
_PAGE: Final = re.compile(r"html|text/plain", re.IGNORECASE)
# What every annual report says, by name if not in its text, in the encodings that sites use.
_SUBJECT: Final = tuple("信息公开".encode(charset) for charset in ("utf-8", "gb18030"))
# Pages in which characters are written by their numbers.
_NUMBERED: Final = b"&#20449;&#24687;&#20844;&#24320;"


@dataclass(frozen=True, slots=True)
class Found:
    """An answer in somebody's WARC file: at byte *offset* of *path*, to a request for *url*."""

    path: Path
    offset: int
    url: str

    @property
    def reference(self) -> str:
        """Where it is, as records say it."""
        return f"{self.path.name}#{self.offset}"

    def read(self) -> Exchange:
        """The answer.

        Raises:
            ArchiveError: it is not there any more, damaged or too large.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(self.offset)
                record = next(ArchiveIterator(file), None)
                if record is None or record.rec_type != "response":
                    raise ArchiveError(f"{self.reference}: no answer stands there")
                if (why := record.rec_headers.get_header("WARC-Truncated")) is not None:
                    # What is cut off may be read as blank.
                    raise ArchiveError(f"{self.reference}: archived in part only ({why})")
                return exchange_of(record, _bounded(record))
        except (OSError, ArchiveLoadFailed, EOFError, ValueError) as error:
            if isinstance(error, ArchiveError):
                raise
            raise ArchiveError(f"{self.reference}: {error}") from error


@dataclass(frozen=True, slots=True)
class Finds:
    """What is of use in WARC files: *pages* that may be reports, *files* by their addresses."""

    pages: list[Found]
    files: dict[str, Found]


def look_through(paths: Iterable[Path]) -> Finds:
    """One pass over WARC files.

    Raises:
        ArchiveError: one of them is none, or is damaged.
        OSError: one cannot be read.
    """
    finds = Finds([], {})
    for path in paths:
        for found, is_page in _answers(path):
            finds.pages.append(found)
            if not is_page:
                finds.files[found.url] = found
    return finds


def _answers(path: Path) -> Iterator[tuple[Found, bool]]:
    """The answers in *path* that are worth reading, and whether each is a page."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                if record.http_headers.get_statuscode() != str(_OK):
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                is_page = not is_file(urlsplit(url).path)
                if is_page and not (_is_text(record) and _may_be(record)):
                    continue
                # Asked for last: it reads the record to its end.
                yield Found(path.absolute(), records.get_record_offset(), url), is_page
        except (ArchiveLoadFailed, EOFError, UnicodeDecodeError) as error:
            raise ArchiveError(f"{path}: {error}") from error


def _is_text(record: ArcWarcRecord) -> bool:
    return _PAGE.search(record.http_headers.get_header("Content-Type") or "text/html") is not None


def _may_be(record: ArcWarcRecord) -> bool:
    try:
        body = _bounded(record)
    except ArchiveError as error:
        logger.warning("%s", error)
        return False
    return _NUMBERED in body or any(subject in body for subject in _SUBJECT)


def _bounded(record: ArcWarcRecord) -> bytes:
    """The answer's body, its compression undone.

    Raises:
        ArchiveError: it is too large, or damaged.
    """
    url = record.rec_headers.get_header("WARC-Target-URI")
    body = bytearray()
    try:
        stream = record.content_stream()
        # One call gives what is at hand, which need not be all.
        while len(body) <= LARGEST and (piece := stream.read(_PIECE)):
            body += piece
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise ArchiveError(f"{url}: {error}") from error
    if len(body) > LARGEST:
        raise ArchiveError(f"{url}: larger than {LARGEST} bytes")
    return bytes(body)
