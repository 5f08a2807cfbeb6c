"""WARC records as gzip members: each can be read from its place alone, and what a killed run left half can be told.

Members are compressed in one piece and appended in one call, so that a file is a row of whole members with at most one
that is cut off at its end.
"""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govreports.archive.exchanges import ArchiveError

_GZIP: Final = zlib.MAX_WBITS + 16
# A page compresses to a twelfth at this level; the highest one takes twice the time for some hundredths less.
_LEVEL: Final = 6
_PIECE: Final = 1 << 16
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of one record, unpacked: more than any answer that a crawl takes."""


@dataclass(frozen=True, slots=True)
class Member:
    """One record's place in a file, in bytes, and its unpacked content."""

    offset: int
    length: int
    data: bytes


class CutOffError(ArchiveError):
    """A file's last member is not whole; *offset* is where it begins."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the member at {offset} is cut off")
        self.offset = offset


def packed(
    kind: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    url: str | None = None,
    http: StatusAndHeaders | None = None,
    content_type: str = "",
) -> bytes:
    """A record of WARC type *kind* as one gzip member."""
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    record = writer.create_warc_record(
        url, kind, io.BytesIO(body), len(body), content_type, warc_headers_dict=dict(headers), http_headers=http
    )
    writer.write_record(record)
    compress = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return compress.compress(plain.getbuffer()) + compress.flush()


def members(file: IO[bytes], offset: int = 0) -> Iterator[Member]:
    """The members of *file* from *offset* on, one in memory at a time.

    Raises:
        CutOffError: the last one is not whole; all before it have been given by then.
        ArchiveError: what stands there is no gzip member, or too large a one.
    """
    file.seek(offset)
    rest = b""
    while piece := rest or file.read(_PIECE):
        unpack = zlib.decompressobj(_GZIP)
        content, length = bytearray(), 0
        while True:
            try:
                content += unpack.decompress(piece, LARGEST + 1 - len(content))
            except zlib.error as error:
                raise ArchiveError(f"no gzip member at {offset}: {error}") from error
            if len(content) > LARGEST:
                raise ArchiveError(f"too large a record at {offset}")
            length += len(piece) - len(unpack.unused_data)
            if unpack.eof:
                break
            piece = file.read(_PIECE)
            if not piece:
                raise CutOffError(offset)
        rest = unpack.unused_data
        yield Member(offset, length, bytes(content))
        offset += length


def record_in(data: bytes) -> ArcWarcRecord:
    """The WARC record that an unpacked member holds; its digests are checked while its content is read.

    Raises:
        ArchiveError: it holds none.
    """
    try:
        return next(ArchiveIterator(io.BytesIO(data), check_digests="raise"))
    except (StopIteration, ArchiveLoadFailed, EOFError, UnicodeDecodeError) as error:
        raise ArchiveError(f"no WARC record: {error}") from error
