"""Bytes of any format into a Document, the format found by content and never by file name.

A new format is one module with one function, and one row in ``_READERS``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govreports.documents import docx, html, text
from govreports.documents.model import (
    BlockItem,
    Cell,
    Document,
    Grid,
    Image,
    Link,
    Paragraph,
    UnreadableError,
)
from govreports.documents.script import in_simplified

__all__ = [
    "BlockItem",
    "Cell",
    "Document",
    "Grid",
    "Image",
    "Link",
    "Paragraph",
    "UnreadableError",
    "is_heavy",
    "read_document",
    "read_or_reason",
    "sniff",
]

logger = logging.getLogger(__name__)

_HTML_MARKS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div", b"<p>", b"<p ")
# Ten times a usual page: beyond it even HTML takes longer to read than an event loop should wait.
_LARGE: Final = 1024 * 1024
_OOXML: Final = "application/vnd.openxmlformats-officedocument"

# What a file begins with, for the formats that are recognised but that nothing reads yet.
_UNREAD: Final = (
    (b"%PDF-", "application/pdf", "PDF"),
    (b"{\\rtf", "application/rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", "Word 97-2003 or WPS"),
    (b"Rar!", "application/vnd.rar", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z archive"),
)
_PICTURES: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


@dataclass(frozen=True, slots=True)
class _Reader:
    read: Callable[[bytes, str | None], Document]
    heavy: bool
    """Whether a large file may take longer than an event loop can wait (some 50 ms)."""


_READERS: Final = {
    html.MEDIA_TYPE: _Reader(html.read_html, heavy=False),
    text.MEDIA_TYPE: _Reader(text.read_text, heavy=False),
    docx.MEDIA_TYPE: _Reader(lambda data, _declared: docx.read_docx(data), heavy=True),
}


def sniff(data: bytes) -> str:
    """The media type of *data*, by what it holds."""
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    for magic, media_type, _name in _UNREAD:
        if data.startswith(magic):
            return media_type
    for magic, media_type in _PICTURES:
        if data.startswith(magic):
            return media_type
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    head = data[:4096].lower()
    if any(mark in head for mark in _HTML_MARKS):
        return html.MEDIA_TYPE
    return text.MEDIA_TYPE


def _sniff_zip(data: bytes) -> str:
    # Names stand uncompressed in the archive; enough to tell what Office wrote from other archives.
    for mark, media_type in (
        (b"word/", docx.MEDIA_TYPE),
        (b"xl/", f"{_OOXML}.spreadsheetml.sheet"),
        (b"ppt/", f"{_OOXML}.presentationml.presentation"),
        (b"OFD.xml", "application/ofd"),
    ):
        if mark in data:
            return media_type
    return "application/zip"


def is_heavy(data: bytes) -> bool:
    """Whether reading *data* belongs in a worker process: by its format, or for its size."""
    reader = _READERS.get(sniff(data))
    return reader is not None and (reader.heavy or len(data) > _LARGE)


def read_document(data: bytes, declared: str | None = None) -> Document:
    """Read *data*; *declared* is the charset that an HTTP header or a user names for it.

    Raises:
        UnreadableError: no reader makes a document of it; the message says why.
    """
    if not data.strip():
        raise UnreadableError("the file is empty", media_type="application/octet-stream")
    media_type = sniff(data)
    reader = _READERS.get(media_type)
    if reader is not None:
        return in_simplified(reader.read(data, declared))
    if media_type.startswith("image/"):
        raise UnreadableError(
            "the report is a picture; pictures are not read yet", media_type=media_type, state="image"
        )
    name = next((name for _magic, kind, name in _UNREAD if kind == media_type), media_type)
    raise UnreadableError(f"no reader for {name} yet", media_type=media_type)


def read_or_reason(data: bytes, declared: str | None = None) -> Document | UnreadableError:
    """Read *data* as read_document does; what cannot be read is returned as the reason why.

    A reader's own failure costs one document, and says so; the log has what its author needs.
    """
    try:
        return read_document(data, declared)
    except UnreadableError as error:
        return error
    except Exception as error:
        logger.exception("a reader failed")
        return UnreadableError(f"the reader failed: {type(error).__name__}: {error}", media_type=sniff(data))
