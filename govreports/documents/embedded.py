"""Pieces that a page or an answer carries as data: a text as HTML in a string, its metadata in the fields beside it.

Guangdong's gkmlpt draws its pages from ``window._CONFIG = {DETAIL: {content: "…"}}``; UCAP's sites from an answer
``{"data": {"content": "…"}}``. A piece is read as the page that a script would draw of it: its metadata as lines of
labels and values, then the text.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from govreports.javascript import find_object

_SCRIPT_MARKS: Final = (b"_CONFIG", b"DETAIL")
_CHINA: Final = timezone(timedelta(hours=8))
_EARLIEST: Final = 631_152_000  # 1990
_MILLISECONDS: Final = 100_000_000_000

# The labels that pages print for the fields of a piece, and the fields in the order in which they are trusted.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "索引号": ("identifier", "indexNumber", "indexNo"),
    "名称": ("title",),
    "发布机构": ("publisher", "publishOrg", "publishDept"),
    "文号": ("document_number", "fileNumber", "documentNumber"),
    "主题词": ("keywords", "keyword"),
    "主题分类": ("classify_theme_name",),
    "体裁分类": ("classify_genre_name",),
}
# An ingestion time (created_at) is none of these.
DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "成文日期": ("date", "writtenTimeStr"),
    "发布日期": ("display_publish_time", "create_time", "publishedTimeStr", "publishedTime"),
}
_FILES: Final = ("attachment", "attachments", "files")
_FILE_URL: Final = ("url", "path", "file_url", "filePath")
_FILE_NAME: Final = ("name", "title", "filename", "fileName")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A piece: its text as HTML, its labels and values, its files as (address, name)."""

    content: str
    labels: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()


def in_scripts(markup: bytes) -> Embedded | None:
    """The piece that a page's scripts hold; *markup* is UTF-8."""
    if any(mark not in markup for mark in _SCRIPT_MARKS):
        return None
    return _piece(find_object(markup.decode("utf-8", "replace"), "DETAIL"))


def in_answer(text: str) -> Embedded | None:
    """The piece that an answer in JSON holds: the answer itself, or its ``data``."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    return _piece(answer.get("data")) or _piece(answer)


def labels_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """What the fields of *entry* say, by the label that pages print for them.

    >>> labels_of({"identifier": "0075/2026-1", "publisher": "", "date": 1768406400, "display_publish_time": 0})
    {'索引号': '0075/2026-1', '成文日期': '2026-01-15'}
    """
    found = {label: _first(_text, entry, names) for label, names in FIELDS.items()}
    found |= {label: _first(_time, entry, names) for label, names in DATES.items()}
    return {label: value for label, value in found.items() if value}


def _first(read: Callable[[object], str | None], entry: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next(filter(None, (read(entry.get(name)) for name in names)), None)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _time(value: object) -> str | None:
    """A time as it is written; the day, in China, of one that is counted in seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return _text(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        seconds = int(value)
        if seconds >= _MILLISECONDS:
            seconds //= 1000
        day = datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date()
    except (OverflowError, ValueError, OSError):
        return None
    return day.isoformat() if seconds >= _EARLIEST else None


def _piece(entry: object) -> Embedded | None:
    if not isinstance(entry, dict):
        return None
    content, files = entry.get("content"), tuple(_files(entry))
    text = content if isinstance(content, str) else ""
    # A piece may be nothing but the file that it was published as.
    return Embedded(text, labels_of(entry), files) if text.strip() or files else None


def _files(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in _FILES:
        listed = entry.get(name)
        for file in listed if isinstance(listed, list) else ():
            if isinstance(file, dict) and (url := _first(_text, file, _FILE_URL)):
                yield url, _first(_text, file, _FILE_NAME) or ""
