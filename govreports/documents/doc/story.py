"""From characters and their properties to the flow of paragraphs and tables."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

from govreports.documents.doc.fib import Header, StrangeError
from govreports.documents.doc.modifiers import Look, Standing, look, slots, standing
from govreports.documents.doc.pieces import Piece, joined, read_pieces, text
from govreports.documents.doc.runs import character_runs, paragraph_runs
from govreports.documents.flow import Box, Flow, Item, Picture

_CONTROLS: Final = re.compile("[\x00-\x1f]")
_CELL: Final = "\x07"
_ENDS: Final = frozenset("\r\x07\x0c")
# Line and column breaks, tabs, the hyphen that does not break.
_SHOWN: Final = {"\x0b": "\n", "\x0e": "\n", "\t": "\t", "\x1e": "-"}
_PICTURE: Final = "\x01"
_FLOATING: Final = "\x08"
_FIELD_BEGIN: Final = "\x13"
_FIELD_RESULT: Final = "\x14"
_FIELD_END: Final = "\x15"
_PAGE_FIELD: Final = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)

_MOST_FIELDS: Final = 64  # inside one another

_SHAPE: Final = 26  # bytes that say where a shape is anchored (Spa)
_BOX: Final = 22  # bytes that say which shape a text box belongs to (FTXBXS)


class Streams(NamedTuple):
    """The streams that a document is spread over."""

    main: bytes
    table: bytes
    data: bytes


def items(header: Header, streams: Streams) -> list[Item]:
    """What the body says, text boxes where they are anchored; those that are nowhere follow if they hold tables.

    Raises:
        StrangeError: the structures contradict each other.
        TooMuchError: it holds more than any document does.
    """
    story = _Story(header, streams)
    boxes = _boxes(header, streams)
    anchors = _anchors(header, streams)
    floating: dict[int, Picture | Box] = {}
    for position, shape in anchors:
        span = boxes.pop(shape, None)
        floating[position] = Picture() if span is None else Box(story.items(*span))
    found = story.items(0, header.body, floating)
    for span in boxes.values():
        if story.holds_table(*span):
            found.append(Box(story.items(*span)))
    return found


def _boxes(header: Header, streams: Streams) -> dict[int, tuple[int, int]]:
    """Where the text of each text box lies, by the shape that it belongs to."""
    part = header.part("boxes", streams.table)
    count = max(0, len(part) - 4) // (4 + _BOX)
    edges = struct.unpack_from(f"<{count + 1}I", part) if count else ()
    first, limit = header.boxes
    boxes: dict[int, tuple[int, int]] = {}
    for number, (start, end) in enumerate(pairwise(edges)):
        reusable, shape = struct.unpack_from("<8xH4xI", part, 4 * (count + 1) + number * _BOX)
        if not start <= end:
            raise StrangeError("its text boxes are out of order")
        if not reusable and first + end <= limit:
            boxes[shape] = (first + start, first + end)
    return boxes


def _anchors(header: Header, streams: Streams) -> list[tuple[int, int]]:
    """The positions at which shapes are anchored, and the shapes."""
    part = header.part("shapes", streams.table)
    count = max(0, len(part) - 4) // (4 + _SHAPE)
    return [
        (struct.unpack_from("<I", part, 4 * number)[0], struct.unpack_from("<I", part, at)[0])
        for number, at in enumerate(range(4 * (count + 1), 4 * (count + 1) + count * _SHAPE, _SHAPE))
    ]


class _Segment(NamedTuple):
    """Characters from *start* to *end* that look alike; *piece* holds them."""

    start: int
    end: int
    look: Look
    piece: Piece


class _Field:
    """A field: its instruction, then its result."""

    def __init__(self) -> None:
        self.instruction = ""
        self.in_result = False

    def hides(self) -> bool:
        """Whether what stands here is no part of the text: instructions, and numbers of pages."""
        return not self.in_result or _PAGE_FIELD.match(self.instruction) is not None


class _Story:
    def __init__(self, header: Header, streams: Streams) -> None:
        most = max(header.body, header.boxes[1])
        self._pieces = read_pieces(header.part("pieces", streams.table), streams.main, most)
        self._text = text(self._pieces, streams.main, chinese=header.chinese)
        self._characters = character_runs(streams.main, header.part("characters", streams.table))
        self._paragraphs = paragraph_runs(streams.main, header.part("paragraphs", streams.table))
        self._data = streams.data
        self._looks: dict[bytes, Look] = {}

    def holds_table(self, start: int, end: int) -> bool:
        return _CELL in self._text[start:end]

    def items(self, start: int, end: int, floating: dict[int, Picture | Box] | None = None) -> list[Item]:
        """What the characters from *start* to *end* say; *floating* is what is anchored at positions of them."""
        reader = _Reader(floating or {})
        for segment in self._segments(start, end):
            self._read(reader, segment)
        if any(map(str.strip, reader.parts)):
            reader.end_paragraph(Standing(), gone=False)
        return reader.flow.items()

    def _read(self, reader: "_Reader", segment: _Segment) -> None:
        chunk = self._text[segment.start : segment.end]
        position = 0
        for control in _CONTROLS.finditer(chunk):
            reader.plain(chunk[position : control.start()], segment.look)
            position = control.end()
            here = segment.start + control.start()
            if control[0] in _ENDS:
                reader.end_paragraph(self._standing(here, segment.piece, control[0]), gone=segment.look.gone)
            else:
                reader.control(control[0], here, segment.look)
        reader.plain(chunk[position:], segment.look)

    def _standing(self, position: int, piece: Piece, mark: str) -> Standing:
        said, _until = self._paragraphs.at(piece.offset + (position - piece.start) * piece.width)
        return standing(said + piece.modifiers if piece.modifiers else said, self._data, cell_mark=mark == _CELL)

    def _segments(self, start: int, end: int) -> Iterator[_Segment]:
        first = max(0, bisect_right(self._pieces, start, key=lambda piece: piece.start) - 1)
        for piece in islice(self._pieces, first, None):
            if piece.start >= end:
                break
            position, limit = max(start, piece.start), min(end, piece.end)
            while position < limit:
                offset = piece.offset + (position - piece.start) * piece.width
                said, until = self._characters.at(offset)
                # A run that ends inside a character ends behind it.
                following = min(limit, position + max(1, -((offset - until) // piece.width)))
                yield _Segment(position, following, self._look(said, piece.modifiers), piece)
                position = following

    def _look(self, said: bytes, modifiers: bytes) -> Look:
        both = said + modifiers if modifiers else said
        known = self._looks.get(both)
        if known is None:
            known = self._looks[both] = look(both)
        return known


class _Reader:
    """Gathers a paragraph until its mark comes, and follows the fields."""

    def __init__(self, floating: dict[int, Picture | Box]) -> None:
        self.flow = Flow()
        self.parts: list[str] = []
        self._anchored = floating
        self._floating: list[Picture | Box] = []
        self._fields: list[_Field] = []

    def plain(self, chunk: str, style: Look) -> None:
        """Characters that stand for themselves."""
        if not chunk:
            return
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += chunk[:32] if len(self._fields[-1].instruction) < 32 else ""
        if style.gone or self._hidden():
            return
        if style.symbol:
            chunk = style.symbol * len(chunk)
        # Raised characters are no part of a number.
        self.parts.append(f" {chunk} " if style.raised else chunk)

    def control(self, char: str, position: int, style: Look) -> None:
        """A character below the space that ends no paragraph."""
        if char == _FIELD_BEGIN:
            if len(self._fields) >= _MOST_FIELDS:
                raise StrangeError("its fields do not end")
            self._fields.append(_Field())
        elif char == _FIELD_RESULT and self._fields:
            self._fields[-1].in_result = True
        elif char == _FIELD_END and self._fields:
            self._fields.pop()
        elif style.gone or self._hidden():
            return
        elif char in _SHOWN:
            self.parts.append(_SHOWN[char])
        elif char == _PICTURE and style.special and not style.data:
            self._floating.append(Picture())
        elif char == _FLOATING and style.special:
            self._floating.append(self._anchored.get(position, Picture()))

    def end_paragraph(self, where: Standing, *, gone: bool) -> None:
        """The paragraph's mark; with *gone* a tracked change took it out."""
        if where.ends_cell or where.ends_row:
            # An instruction is inside a cell: one that is not has lost its end.
            self._fields = [field for field in self._fields if field.in_result]
        if where.ends_row:
            self.flow.end_row(where.depth, slots(where.modifiers), deleted=gone)
        else:
            self.flow.paragraph(joined("".join(self.parts)), where.depth, self._floating)
            if where.ends_cell:
                self.flow.end_cell(where.depth)
        self.parts, self._floating = [], []

    def _hidden(self) -> bool:
        return any(field.hides() for field in self._fields)
