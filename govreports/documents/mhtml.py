"""Web archives (.mht, MHTML): the page in them, read as HTML. Nothing that the page refers to is fetched."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import Final

from govreports.documents import html
from govreports.documents.model import Document, UnreadableError

MEDIA_TYPE: Final = "multipart/related"

_HEAD: Final = 4096
_MOST_LEVELS: Final = 50
_HEADERS: Final = re.compile(rb"\s*(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_MIME: Final = re.compile(rb"^(?:mime-version:|content-type:\s*multipart/related)", re.IGNORECASE | re.MULTILINE)
_FRAMES: Final = re.compile(rb"<frameset\b", re.IGNORECASE)


def is_mhtml(data: bytes) -> bool:
    """Whether *data* begins with the headers of a MIME message."""
    headers = _HEADERS.match(data[:_HEAD].replace(b"\r\n", b"\n"))
    return headers is not None and _MIME.search(headers[0]) is not None


def read_mhtml(data: bytes) -> Document:
    """Read the page of a web archive; of a page of frames (Excel writes a frame a sheet) all of them in order.

    Raises:
        UnreadableError: it is damaged, or there is no page in it.
    """
    if data.lower().count(b"multipart/") > _MOST_LEVELS:
        raise _error("the web archive is nested too deep")
    pages = [
        (content, part)
        for part in _pages(email.message_from_bytes(data))
        if isinstance(content := part.get_payload(decode=True), bytes) and content.strip()
    ]
    if not pages:
        raise _error("the web archive holds no page")
    shown = pages[1:] if _FRAMES.search(pages[0][0]) and len(pages) > 1 else pages[:1]
    read = [html.read_html(content, part.get_content_charset()) for content, part in shown]
    page = replace(read[0], media_type=MEDIA_TYPE, reader="mhtml")
    if len(read) == 1:
        return page
    blocks = tuple(block for frame in read for block in frame.body_blocks)
    return replace(
        page, blocks=blocks, body=(0, len(blocks)), links=tuple(link for frame in read for link in frame.links)
    )


def _error(message: str) -> UnreadableError:
    return UnreadableError(message, media_type=MEDIA_TYPE)


def _pages(message: Message) -> Iterator[Message]:
    """The parts that are pages, the one that the archive opens with first."""
    parts = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = message.get_param("start")
    root = next((part for part in parts if start is not None and part.get("Content-ID") == start), None)
    if root is not None:
        yield root
    yield from (part for part in parts if part is not root)
