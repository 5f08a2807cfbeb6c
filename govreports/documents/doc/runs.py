"""Which properties hold where: pages of 512 bytes in the WordDocument stream, and the list of them (FKP, PlcBte).

They go by the bytes of the text in the stream, not by the characters of the document.
"""

import struct
from bisect import bisect_right
from itertools import pairwise
from typing import Final

from govreports.documents.doc.fib import StrangeError

_PAGE: Final = 512
_PAGE_NUMBER: Final = 0x3FFFFF
# An offset to the properties, with paragraphs followed by 12 bytes about their height.
_CHARACTER_ENTRY: Final = 1
_PARAGRAPH_ENTRY: Final = 13


class Runs:
    """Lists of modifiers by ranges of the stream's bytes, sorted and without overlaps."""

    def __init__(self, starts: list[int], ends: list[int], lists: list[bytes]) -> None:
        self._starts = starts
        self._ends = ends
        self._lists = lists

    def at(self, offset: int) -> tuple[bytes, int]:
        """The list that holds for the byte at *offset*, and the offset up to which it does."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self._ends[number]:
            return self._lists[number], self._ends[number]
        following = number + 1
        return b"", self._starts[following] if following < len(self._starts) else 1 << 62


def character_runs(stream: bytes, listed: bytes) -> Runs:
    """The properties of characters; *listed* is the list of their pages.

    Raises:
        StrangeError: they contradict themselves.
    """
    return _runs(stream, listed, _CHARACTER_ENTRY)


def paragraph_runs(stream: bytes, listed: bytes) -> Runs:
    """The properties of paragraphs, without their styles.

    Raises:
        StrangeError: they contradict themselves.
    """
    return _runs(stream, listed, _PARAGRAPH_ENTRY)


def _runs(stream: bytes, listed: bytes, entry: int) -> Runs:
    count = max(0, len(listed) - 4) // 8
    if count * _PAGE > len(stream):
        raise StrangeError("it lists more pages of properties than it has")
    starts: list[int] = []
    ends: list[int] = []
    lists: list[bytes] = []
    for (number,) in struct.iter_unpack("<I", listed[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        offset = (number & _PAGE_NUMBER) * _PAGE
        page = stream[offset : offset + _PAGE]
        if len(page) < _PAGE:
            raise StrangeError("a page of properties lies outside of the file")
        held = page[_PAGE - 1]
        entries_at = 4 * (held + 1)
        if entries_at + entry * held >= _PAGE:
            raise StrangeError("a page of properties holds more than it can")
        edges = struct.unpack_from(f"<{held + 1}I", page)
        if any(left > right for left, right in pairwise(edges)):
            raise StrangeError("a page of properties is out of order")
        # Pages of files that were saved by adding to them may overlap: what an earlier one says is settled.
        settled = ends[-1] if ends else 0
        starts += [max(edge, settled) for edge in edges[:-1]]
        ends += [max(edge, settled) for edge in edges[1:]]
        for run in range(held):
            at = 2 * page[entries_at + entry * run]
            lists.append(_characters(page, at) if entry == _CHARACTER_ENTRY else _paragraphs(page, at))
    return Runs(starts, ends, lists)


def _characters(page: bytes, at: int) -> bytes:
    return _cut(page, at + 1, page[at]) if at else b""


def _paragraphs(page: bytes, at: int) -> bytes:
    if not at:
        return b""
    # The length counts pairs; a nought says that another byte follows, which counts pairs that follow it.
    start, length = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
    return _cut(page, start, length)[2:]


def _cut(page: bytes, start: int, length: int) -> bytes:
    # The last byte of a page counts its runs.
    if start + length >= _PAGE:
        raise StrangeError("a page of properties holds more than it can")
    return page[start : start + length]
