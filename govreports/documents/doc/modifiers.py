"""Modifiers of properties (sprms): what a list of them says of characters, paragraphs and rows.

A modifier is a number of two bytes, which holds the length of what follows it, and an operand.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from govreports.documents.doc.fib import StrangeError
from govreports.documents.edges import Slot

# The operand's length by the three highest bits of the number; None for a length that precedes it.
_LENGTHS: Final = (1, 1, 2, 4, 2, 2, None, 3)
_TABS: Final = 0xC615
_TABLE: Final = 0xD608
_TABLE_OLD: Final = 0xD606

_DELETED: Final = 0x0800
_DATA: Final = 0x0806
_STRIKE: Final = 0x0837
_HIDDEN: Final = 0x083C
_SPECIAL: Final = 0x0855
_PLAIN: Final = 0x2A33
_RAISED: Final = 0x2A48
_DOUBLE_STRIKE: Final = 0x2A53
_SYMBOL: Final = 0x6A09
_GONE: Final = frozenset({_DELETED, _STRIKE, _HIDDEN, _DOUBLE_STRIKE})

_IN_TABLE: Final = 0x2416
_ROW_END: Final = 0x2417
_INNER_CELL_END: Final = 0x244B
_INNER_ROW_END: Final = 0x244C
_DEPTH: Final = 0x6649
_DEEPER: Final = 0x664A
# Lists of modifiers that were too long for their place lie in the data stream.
_ELSEWHERE: Final = frozenset({0x6645, 0x6646, 0x646B})

_MERGE: Final = 0x5624
_SPLIT: Final = 0x5625
_MERGE_DOWN: Final = 0xD62B
_INSERT: Final = 0x7621
_DELETE: Final = 0x5622
_WIDTH: Final = 0x7623

# Those of the short notation, one byte with a number of its own, that matter here.
_SHORT: Final = {
    0x18: _IN_TABLE,
    0x19: _ROW_END,
    0x41: _DELETED,
    0x47: _DATA,
    0x53: _PLAIN,
    0x57: _STRIKE,
    0x5C: _HIDDEN,
    0x68: _RAISED,
    0x73: _DOUBLE_STRIKE,
    0x75: _SPECIAL,
}

_MOST_CELLS_IN_A_ROW: Final = 64
_DESCRIPTION: Final = 20  # bytes that describe a cell (TC80)


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each modifier's number and operand, without the length that precedes some.

    Raises:
        StrangeError: the list ends inside one.
    """
    position = 0
    # A single byte may be left over where the length of a list counts pairs.
    while position + 2 < len(data):
        (number,) = struct.unpack_from("<H", data, position)
        position += 2
        length = _LENGTHS[number >> 13]
        if length is None:
            if number in {_TABLE, _TABLE_OLD}:
                if position + 2 > len(data):
                    raise StrangeError("a list of properties is cut off")
                length = struct.unpack_from("<H", data, position)[0] - 1
                position += 2
            else:
                length = data[position]
                if number == _TABS and length == 255:
                    length = _tabs(data, position)
                position += 1
        if length < 0 or position + length > len(data):
            raise StrangeError("a list of properties is cut off")
        yield number, data[position : position + length]
        position += length


def _tabs(data: bytes, position: int) -> int:
    """The length of a list of tab stops that is too long to say so in a byte."""
    try:
        deleted = data[position + 1]
        added = data[position + 2 + 4 * deleted]
    except IndexError:
        raise StrangeError("a list of properties is cut off") from None
    return 2 + 4 * deleted + 3 * added


def short(number: int, operand: int) -> bytes:
    """A modifier in the usual notation, given in the short one of pieces; empty if it does not matter here."""
    usual = _SHORT.get(number)
    return b"" if usual is None else struct.pack("<HB", usual, operand)


class Look(NamedTuple):
    """What matters of how characters look."""

    gone: bool = False
    """Deleted by a tracked change, hidden or struck out."""
    raised: bool = False
    """Above or below the line."""
    special: bool = False
    """Control characters stand for something else, such as a picture."""
    data: bool = False
    """A picture's character stands for data that is not shown."""
    symbol: str = ""
    """The character of a symbol font in whose place a bracket stands."""


def look(data: bytes) -> Look:
    """What *data* says of characters."""
    if not data:
        return Look()
    gone: set[int] = set()
    raised = special = is_data = False
    symbol = ""
    for number, operand in modifiers(data):
        # Styles are not looked at: "as in the style" is off, "other than the style" is on.
        is_on = operand[:1] in {b"\x01", b"\x81"}
        if number in _GONE:
            gone.add(number) if is_on else gone.discard(number)
        elif number == _RAISED:
            raised = operand[0] in {1, 2}
        elif number == _SPECIAL:
            special = is_on
        elif number == _DATA:
            is_data = is_on
        elif number == _SYMBOL:
            symbol = chr(struct.unpack_from("<H", operand, 2)[0])
        elif number == _PLAIN:
            gone, raised = set[int](), False
    return Look(bool(gone), raised, special, is_data, symbol if special else "")


class Standing(NamedTuple):
    """Where a paragraph stands, by the mark that ends it."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    modifiers: tuple[tuple[int, bytes], ...] = ()
    """All that is said of it; the mark that ends a row says how its cells stand."""


def standing(data: bytes, data_stream: bytes, *, cell_mark: bool) -> Standing:
    """What *data* says of a paragraph, which ends with a *cell_mark* or with an ordinary one.

    Raises:
        StrangeError: it contradicts itself, or refers to what is not there.
    """
    if not data and not cell_mark:
        return Standing()
    found: list[tuple[int, bytes]] = []
    for number, operand in modifiers(data):
        if number in _ELSEWHERE:
            found += modifiers(_elsewhere(operand, data_stream))
        else:
            found.append((number, operand))
    # The last modifier of a kind holds.
    on = {number for number, operand in dict(found).items() if operand != b"\0"}
    if _IN_TABLE not in on:
        if cell_mark:
            raise StrangeError("it has cells that are said to be in no table")
        return Standing()
    ends_row = _INNER_ROW_END in on or (cell_mark and _ROW_END in on)
    ends_cell = not ends_row and (cell_mark or _INNER_CELL_END in on)
    return Standing(max(1, _depth(found)), ends_cell, ends_row, tuple(found) if ends_row else ())


def _depth(found: list[tuple[int, bytes]]) -> int:
    depth = 0
    for number, operand in found:
        if number == _DEPTH:
            depth = struct.unpack("<i", operand)[0]
        elif number == _DEEPER:
            depth += struct.unpack("<i", operand)[0]
    return depth


def _elsewhere(operand: bytes, data_stream: bytes) -> bytes:
    (offset,) = struct.unpack("<I", operand)
    if offset + 2 > len(data_stream):
        raise StrangeError("it refers to properties that are not there")
    (length,) = struct.unpack_from("<H", data_stream, offset)
    listed = data_stream[offset + 2 : offset + 2 + length]
    if len(listed) < length:
        raise StrangeError("a list of properties is cut off")
    return listed


def slots(found: tuple[tuple[int, bytes], ...]) -> list[Slot] | None:
    """Where the cells of a row stand, by the modifiers of the mark that ends it; None where they do not say."""
    row: _Row | None = None
    for number, operand in found:
        if number in {_TABLE, _TABLE_OLD}:
            row = _defined(operand, described=number == _TABLE)
        elif row is not None and number >> 10 & 7 == 5:
            row.change(number, operand)
    return None if row is None else row.slots()


def _defined(operand: bytes, *, described: bool) -> "_Row":
    count = operand[0] if operand else 0
    if count > _MOST_CELLS_IN_A_ROW or len(operand) < 1 + 2 * (count + 1):
        raise StrangeError("a row states more cells than it describes")
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    descriptions = operand[1 + 2 * (count + 1) :]
    flags = [0] * count
    if described:
        # There may be fewer descriptions than cells: the rest are ordinary.
        for cell in range(min(count, len(descriptions) // _DESCRIPTION)):
            (flags[cell],) = struct.unpack_from("<H", descriptions, cell * _DESCRIPTION)
    return _Row(
        [right - left for left, right in pairwise(edges)],
        [flag & 3 for flag in flags],
        [flag >> 5 & 3 for flag in flags],
        edges[0],
    )


class _Row:
    """The cells of a row: *widths* in twips, how each is merged *across* and *down*, by two bits."""

    def __init__(self, widths: list[int], across: list[int], down: list[int], left: int) -> None:
        self._widths = widths
        self._across = across
        self._down = down
        self._left = left

    def change(self, number: int, operand: bytes) -> None:
        """What a later modifier does to the row."""
        if number == _MERGE_DOWN:
            cell, flags = operand[0], operand[1]
            if cell < len(self._down):
                self._down[cell] = flags & 3
        elif number in {_MERGE, _SPLIT, _INSERT, _DELETE, _WIDTH}:
            first, limit = operand[0], min(operand[1], len(self._widths))
            if number == _MERGE and first < limit:
                self._across[first:limit] = [1] + [2] * (limit - first - 1)
            elif number == _SPLIT and first < limit:
                self._across[first:limit] = [0] * (limit - first)
            elif number == _DELETE:
                for values in (self._widths, self._across, self._down):
                    del values[first:limit]
            elif number == _WIDTH and first < limit:
                self._widths[first:limit] = [struct.unpack_from("<h", operand, 2)[0]] * (limit - first)
            elif number == _INSERT:
                self._insert(first, operand[1], struct.unpack_from("<h", operand, 2)[0])

    def _insert(self, first: int, count: int, width: int) -> None:
        if max(first, len(self._widths)) + count > _MOST_CELLS_IN_A_ROW:
            raise StrangeError("a row has more cells than Word allows")
        missing = max(0, first - len(self._widths))
        for values, added in ((self._widths, width), (self._across, 0), (self._down, 0)):
            values.extend([added] * missing)
            values[first:first] = [added] * count

    def slots(self) -> list[Slot]:
        found: list[Slot] = []
        left = self._left
        opening = 0
        for width, across, down in zip(self._widths, self._across, self._down, strict=True):
            # Which of the two bits begins a merged cell is told in both ways; the leftmost cell begins one.
            goes_on = across != 0 and opening not in {0, across}
            if not goes_on:
                opening = across
            found.append(Slot(left, left + width, goes_on, down != 0, down & 2 != 0))
            left += width
        return found
