"""The header of a WordDocument stream (FIB): what kind of file it is, and where its parts lie."""

import struct
from dataclasses import dataclass
from typing import Final

# Word 97, and the versions before it, whose header is laid out differently.
_FIRST_KNOWN: Final = 0xC0
_WORD_95: Final = 104
_MARK: Final = 0xA5EC
_OLD_MARKS: Final = frozenset({0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699})

_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200

# The positions of pairs of offset and length in the header's list, from 0.
_PAIRS: Final = {"characters": 12, "paragraphs": 13, "pieces": 33, "shapes": 40, "boxes": 56}
_CHINESE: Final = 0x04


class StrangeError(Exception):
    """Structures that this reader does not know or that contradict each other; the message says which."""


class OldError(StrangeError):
    """Word 95 or Word 6, whose structures are others."""

    def __init__(self, version: int) -> None:
        self.is_95 = version >= _WORD_95
        super().__init__(f"it was written by Word {'95' if self.is_95 else '6'}, whose format is another")


class EncryptedError(Exception):
    """The text is encrypted."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says.

    The text is one run of characters: the body, then footnotes, headers and so on, among them what
    stands in text boxes. Positions in it are counted in UTF-16 units.
    """

    table_stream: str
    body: int
    """How many characters the body has; it is the first part."""
    boxes: tuple[int, int]
    """The half-open range of the characters that stand in text boxes."""
    parts: dict[str, tuple[int, int]]
    """Offset and length of parts of the table stream, by name; a length of 0 for what is missing."""
    chinese: bool
    """Whether it was written by a Chinese edition or in Chinese."""

    def part(self, name: str, table: bytes) -> bytes:
        """The part called *name* of the table stream.

        Raises:
            StrangeError: it is said to lie outside.
        """
        offset, length = self.parts[name]
        if length and offset + length > len(table):
            raise StrangeError(f"its {name} lie outside of the file")
        return table[offset : offset + length]


def read_header(stream: bytes) -> Header:
    """The header of a WordDocument stream.

    Raises:
        EncryptedError: the document is encrypted.
        OldError: it was written by an earlier version than Word 97.
        StrangeError: it is no header of Word's.
    """
    if len(stream) < 68:
        raise StrangeError("its header is cut off")
    mark, version, language, flags = struct.unpack_from("<HH2xH2xH", stream)
    if mark in _OLD_MARKS or (mark == _MARK and version < _FIRST_KNOWN):
        raise OldError(version)
    if mark != _MARK:
        raise StrangeError("its header is not Word's")
    if flags & _ENCRYPTED:
        raise EncryptedError
    try:
        return _laid_out(stream, language, flags)
    except struct.error:
        raise StrangeError("its header is cut off") from None


def _laid_out(stream: bytes, language: int, flags: int) -> Header:
    # Three arrays follow one another, each after its own length.
    (shorts,) = struct.unpack_from("<H", stream, 32)
    (longs,) = struct.unpack_from("<H", stream, 34 + 2 * shorts)
    counts_at = 36 + 2 * shorts
    pairs_at = counts_at + 4 * longs + 2
    if shorts < 14 or longs < 22:
        raise StrangeError("its header is shorter than Word's")
    (east_asian_language,) = struct.unpack_from("<H", stream, 34 + 2 * 13)
    # Body, footnotes, headers, macros, comments, endnotes, text boxes.
    counts = struct.unpack_from("<7i", stream, counts_at + 12)
    if min(counts) < 0:
        raise StrangeError("its header states negative lengths")
    (pairs,) = struct.unpack_from("<H", stream, pairs_at - 2)
    before_boxes = sum(counts[:6])
    return Header(
        table_stream="1Table" if flags & _SECOND_TABLE else "0Table",
        body=counts[0],
        boxes=(before_boxes, before_boxes + counts[6]),
        parts={
            name: struct.unpack_from("<II", stream, pairs_at + 8 * number) if number < pairs else (0, 0)
            for name, number in _PAIRS.items()
        },
        chinese=_CHINESE in {language & 0x3FF, east_asian_language & 0x3FF},
    )
