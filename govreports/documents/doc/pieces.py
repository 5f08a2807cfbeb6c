"""Where the text lies: a table of pieces, because Word once saved changes by adding to the end of the file."""

import struct
from itertools import pairwise
from typing import Final, NamedTuple

from govreports.documents.doc.fib import StrangeError
from govreports.documents.doc.modifiers import short

_LIST: Final = 1
_TABLE: Final = 2
_NARROW: Final = 0x40000000
_COMPLEX: Final = 1
# So many Chinese characters in bytes that may also be Western letters are no accident.
_TELLING: Final = 4
# Stands after a character that two bytes of a narrow piece make; no text has it.
FILLER: Final = "\0"


class Piece(NamedTuple):
    """The characters from *start* to *end* of the document: at *offset* of the stream, *width* bytes each."""

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes
    """What holds for all of it, after everything else."""


def read_pieces(part: bytes, stream: bytes, most: int) -> list[Piece]:
    """The pieces of the first *most* characters in order, from the part of the table stream that lists them.

    Raises:
        StrangeError: the list contradicts itself or the stream.
    """
    lists: list[bytes] = []
    position = 0
    while part[position : position + 1] == bytes([_LIST]):
        (length,) = struct.unpack_from("<H", part, position + 1)
        lists.append(part[position + 3 : position + 3 + length])
        position += 3 + length
    if part[position : position + 1] != bytes([_TABLE]):
        raise StrangeError("it does not say where its text is")
    (length,) = struct.unpack_from("<I", part, position + 1)
    table = part[position + 5 : position + 5 + length]
    count = max(0, len(table) - 4) // 12
    edges = struct.unpack_from(f"<{count + 1}I", table)
    if len(table) < length or edges[0] != 0 or edges[-1] < most:
        raise StrangeError("it does not say where all of its text is")
    # Each character takes a byte at least: pieces that add up to more share their bytes.
    if any(left > right for left, right in pairwise(edges)) or edges[-1] > len(stream):
        raise StrangeError("its pieces of text overlap")
    pieces: list[Piece] = []
    for number, (start, end) in enumerate(pairwise(edges)):
        if start >= most:
            break
        place, modifier = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(place & _NARROW)
        width = 1 if narrow else 2
        offset = (place & (_NARROW - 1)) // (2 if narrow else 1)
        if offset + (end - start) * width > len(stream):
            raise StrangeError("a piece of its text lies outside of the file")
        pieces.append(Piece(start, end, offset, width, _modifiers(modifier, lists)))
    return pieces


def _modifiers(modifier: int, lists: list[bytes]) -> bytes:
    if not modifier & _COMPLEX:
        return short(modifier >> 1 & 0x7F, modifier >> 8)
    number = modifier >> 1
    if number >= len(lists):
        raise StrangeError("a piece of its text refers to properties that are not there")
    return lists[number]


def text(pieces: list[Piece], stream: bytes, *, chinese: bool) -> str:
    """The characters of the document, one for each UTF-16 unit of the format's counting."""
    parts: list[str] = []
    for piece in pieces:
        data = stream[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        parts.append(_narrow(data, chinese=chinese) if piece.width == 1 else _wide(data))
    return "".join(parts)


def _wide(data: bytes) -> str:
    found = data.decode("utf-16-le", "surrogatepass")
    # Two units are one character of Python's; the format counts them as two.
    return found if 2 * len(found) == len(data) else "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def _narrow(data: bytes, *, chinese: bool) -> str:
    """Bytes of the Western code page, or of the Chinese one, as writers other than Word have it."""
    if chinese and not data.isascii():
        try:
            found = data.decode("gb2312")
        except UnicodeDecodeError:
            pass
        else:
            if sum("\u4e00" <= char <= "\u9fff" for char in found) >= _TELLING:
                return "".join(char if char.isascii() else char + FILLER for char in found)
    return data.decode("cp1252", "replace")


def joined(units: str) -> str:
    """*units* as text: pairs of surrogates joined, fillers dropped."""
    if FILLER in units:
        units = units.replace(FILLER, "")
    if any("\ud800" <= unit <= "\udfff" for unit in units):
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return units
