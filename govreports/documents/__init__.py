"""Bytes of any format into a Document, the format found by content and never by file name.

A new format is one module with one function, and one row in ``_READERS``.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govreports.documents import archive, doc, docx, html, mhtml, ofd, office, ole, pdf, pictures, rtf, sheets, text
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
from govreports.documents.packages import zip_kind
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
    "is_slow",
    "read_document",
    "read_or_reason",
    "sniff",
]

logger = logging.getLogger(__name__)

_HTML_MARKS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div", b"<p>", b"<p ")
# Pages that are cut out of pages begin with any tag; inside a text such tags may stand too.
_HTML_START: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?</?(?:span|font|center|h[1-6]|[ou]l|section|article|tbody|tr|td|th|strong|title|o:p)\b[^<]*>",
    re.DOTALL,
)
# An answer in JSON that holds a page's text, in which any tag may stand.
_ANSWER: Final = re.compile(rb'\s*\{\s*"')
_UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HEAD: Final = 4096
# Ten times a usual page: beyond it even HTML takes longer to read than an event loop should wait.
_LARGE: Final = 1024 * 1024

# How Office marks a document that it saves as one file of XML.
_FLAT: Final = (b"<?mso-application progid=", b"http://schemas.microsoft.com/office/2006/xmlpackage")
_FLAT_TYPE: Final = "application/vnd.ms-office.flat+xml"
# What a file begins with, for the formats that are recognised but that nothing reads yet.
_UNREAD: Final = (
    (_FLAT[0], _FLAT_TYPE, "Office's flat XML"),
    (b"Rar!", "application/vnd.rar", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z archive"),
)
# What kind of file a compound file is, by a stream that it has.
_STREAMS: Final = (
    ("worddocument", doc.MEDIA_TYPE),
    ("workbook", sheets.XLS),
    ("book", sheets.XLS),
    ("powerpoint document", "application/vnd.ms-powerpoint"),
    ("encryptedpackage", ole.ENCRYPTED),
    ("matost", office.WORKS),
)


@dataclass(frozen=True, slots=True)
class _Reader:
    read: Callable[[bytes, str | None], Document]
    heavy: bool
    """Whether a large file may take longer than an event loop can wait (some 50 ms)."""


def _read_chunk(data: bytes) -> Document | UnreadableError:
    """Read a file that stands inside a Word file; those inside one that does are not looked for."""
    return docx.read_docx(data) if sniff(data) == docx.MEDIA_TYPE else read_or_reason(data)


_READERS: Final = {
    html.MEDIA_TYPE: _Reader(html.read_html, heavy=False),
    html.JSON: _Reader(html.read_answer, heavy=False),
    text.MEDIA_TYPE: _Reader(text.read_text, heavy=False),
    docx.MEDIA_TYPE: _Reader(lambda data, _declared: docx.read_docx(data, _read_chunk), heavy=True),
    doc.MEDIA_TYPE: _Reader(lambda data, _declared: doc.read_doc(data), heavy=True),
    rtf.MEDIA_TYPE: _Reader(lambda data, _declared: rtf.read_rtf(data), heavy=True),
    office.WORKS: _Reader(lambda data, _declared: office.read_works(data), heavy=True),
    sheets.XLSX: _Reader(lambda data, _declared: sheets.read_xlsx(data), heavy=True),
    sheets.XLS: _Reader(lambda data, _declared: sheets.read_xls(data), heavy=True),
    mhtml.MEDIA_TYPE: _Reader(lambda data, _declared: mhtml.read_mhtml(data), heavy=False),
    archive.MEDIA_TYPE: _Reader(lambda data, _declared: archive.read_zip(data, read_or_reason), heavy=True),
    ole.ENCRYPTED: _Reader(ole.refuse_encrypted, heavy=False),
    ofd.MEDIA_TYPE: _Reader(lambda data, _declared: ofd.read_ofd(data), heavy=True),
    pdf.MEDIA_TYPE: _Reader(lambda data, _declared: _read_pdf(data), heavy=True),
    **{
        media_type: _Reader(lambda data, _declared: pictures.read_picture(data, sniff(data)), heavy=True)
        for media_type in pictures.MEDIA_TYPES
    },
}


def sniff(data: bytes) -> str:
    """The media type of *data*, by what it holds."""
    if data.startswith(b"PK\x03\x04"):
        return zip_kind(data)
    if data.startswith(ole.MAGIC):
        return _sniff_ole(data)
    if data.startswith(rtf.MAGIC):
        return rtf.MEDIA_TYPE
    if data.startswith(b"%PDF-"):
        return pdf.MEDIA_TYPE
    for magic, media_type, _name in _UNREAD:
        if data.startswith(magic):
            return media_type
    if (picture := pictures.sniff(data)) is not None:
        return picture
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str:
    head = data[:_HEAD]
    if head[:2] in _UTF16:
        head = data[2 : 2 * _HEAD].decode(_UTF16[head[:2]], "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lower()
    if any(mark in head for mark in _FLAT):
        return _FLAT_TYPE
    if mhtml.is_mhtml(head):
        return mhtml.MEDIA_TYPE
    if _ANSWER.match(head) and b'"content"' in data:
        return html.JSON
    if any(mark in head for mark in _HTML_MARKS) or _HTML_START.match(head):
        return html.MEDIA_TYPE
    # Its readers look for the magic so far in, and some servers write a line of their own before it.
    if b"%pdf-" in head[:1024]:
        return pdf.MEDIA_TYPE
    return text.MEDIA_TYPE


def _sniff_ole(data: bytes) -> str:
    try:
        names = ole.Container(data).names()
    except ole.DamagedContainerError:
        # Most are Word's.
        return doc.MEDIA_TYPE
    return next((media_type for name, media_type in _STREAMS if name in names), "application/x-ole-storage")


def _read_pdf(data: bytes) -> Document:
    """A PDF by its text, or where all its pages are pictures by what those show."""
    try:
        return pdf.read_pdf(data)
    except UnreadableError as error:
        if error.state != "image":
            raise
    pages = (page.image for page in pdf.pictures_of_pages(data, pictures.DPI))
    return pictures.read_pages(pages, pdf.MEDIA_TYPE)


def is_heavy(data: bytes) -> bool:
    """Whether reading *data* belongs in a worker process: by its format, or for its size."""
    reader = _READERS.get(sniff(data))
    return reader is not None and (reader.heavy or len(data) > _LARGE)


def is_slow(data: bytes) -> bool:
    """Whether *data* may hold pages that are pictures, which take seconds each to recognise."""
    return sniff(data) in {*pictures.MEDIA_TYPES, pdf.MEDIA_TYPE, archive.MEDIA_TYPE}


def read_document(data: bytes, declared: str | None = None) -> Document:
    """Read *data*; *declared* is the charset that an HTTP header or a user names for it.

    Raises:
        UnreadableError: no reader makes a document of it; the message says why.
    """
    if not data or data.isspace():
        raise UnreadableError("the file is empty", media_type="application/octet-stream")
    media_type = sniff(data)
    reader = _READERS.get(media_type)
    if reader is not None:
        return in_simplified(reader.read(data, declared))
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
