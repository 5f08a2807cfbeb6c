"""Word 97-2003 files, written by the format's description: text in pieces, pages of properties, rows with edges."""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.replica.render.compound import compound
from tests.replica.render.edges import Block, Drawn, edge, rows
from tests.replica.render.layout import Table

Merges = Literal["edges", "flags", "modifiers"]

IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = struct.pack("<HB", 0x2417, 1)
INNER_CELL_END = struct.pack("<HB", 0x244B, 1)
INNER_ROW_END = struct.pack("<HB", 0x244C, 1)
SPECIAL = struct.pack("<HB", 0x0855, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
STRUCK = struct.pack("<HB", 0x0837, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
RAISED = struct.pack("<HB", 0x2A48, 1)

_ENDS = r"\r\x07"
_PIECES = re.compile(rf"(?:[^{_ENDS}\x7f-\U0010ffff]*[{_ENDS}])+|(?:[^{_ENDS}]*[{_ENDS}])")
# The marks of fields, and what is stated of them; for the first it is a number of the kind of field.
_FIELD_MARKS = {0x13: 0, 0x14: 0xFF, 0x15: 0x80}
_FIELDS = {"PAGE": 33, "INCLUDEPICTURE": 67, "HYPERLINK": 88}
_TEXT_AT = 1024
_PAGE = 512
_PAIRS = 93
_MOST_INLINE = 400
_NARROW = 0x40000000


def depth(number: int) -> bytes:
    """Stands in *number* tables."""
    return IN_TABLE + struct.pack("<Hi", 0x6649, number)


@dataclass(frozen=True)
class Para:
    """Runs of text with the modifiers of each, the mark that ends them, and the paragraph's modifiers."""

    runs: Sequence[tuple[str, bytes]]
    modifiers: bytes = b""
    mark: str = "\r"
    mark_look: bytes = b""


@dataclass(frozen=True)
class Writing:
    """How a file is written, where writers differ."""

    merges: Merges = "edges"
    narrow: bool = False
    """Western text in pieces of one byte a character."""
    distant: bool = False
    """The properties of rows in the data stream."""
    shift: tuple[int, ...] = ()


def doc(blocks: Sequence[Block], writing: Writing | None = None) -> bytes:
    """Paragraphs and tables in order."""
    writing = writing or Writing()
    return word_file([part for block in blocks for part in _block(block, writing)], writing)


def _block(block: Block, writing: Writing) -> Iterator[Para]:
    if isinstance(block, str):
        yield Para([(block, b"")])
        return
    yield from table(block, writing)


def table(drawn: Table, writing: Writing) -> Iterator[Para]:
    """The paragraphs of a table: one or more a cell, and the mark that ends each row."""
    for number, row in enumerate(rows(drawn)):
        parts = row if writing.merges == "edges" else [part for cell in row for part in _split(cell)]
        for part in parts:
            *lines, last = part.text.split("\n")
            yield from (Para([(line, b"")], IN_TABLE) for line in lines)
            yield Para([(last, b"")], IN_TABLE, "\x07")
        edges = [edge(part.column, writing.shift, number) for part in parts]
        edges.append(edge(parts[-1].end, writing.shift, number))
        yield Para([], IN_TABLE + ROW_END + _stated(row, parts, edges, writing), "\x07")


def _stated(row: Sequence[Drawn], parts: Sequence[Drawn], edges: Sequence[int], writing: Writing) -> bytes:
    later = b""
    if writing.merges == "modifiers":
        # The later modifiers name cells by their numbers, which are those of columns here.
        stated = row_definition(edges, [])
        offset = parts[0].column
        for cell in row:
            if cell.end > cell.column + 1:
                later += struct.pack("<HBB", 0x5624, cell.column - offset, cell.end - offset)
            if cell.tall:
                down = 3 if cell.begins else 1
                later += b"".join(
                    struct.pack("<HBBB", 0xD62B, 2, column - offset, down) for column in range(cell.column, cell.end)
                )
        return stated + later
    flags: list[int] = []
    for part in parts:
        whole = next(cell for cell in row if cell.column <= part.column < cell.end)
        across = 0 if part.end - part.column == whole.end - whole.column else 1 if part.column == whole.column else 2
        flags.append(across | (0x60 if whole.tall and whole.begins else 0x20 if whole.tall else 0))
    return row_definition(edges, flags)


def row_definition(edges: Sequence[int], flags: Sequence[int]) -> bytes:
    """What states the cells of a row: their *edges* in twips, and the *flags* of each for merging."""
    operand = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges)
    operand += b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def _split(cell: Drawn) -> list[Drawn]:
    return [
        cell._replace(column=column, end=column + 1, text=cell.text if column == cell.column else "")
        for column in range(cell.column, cell.end)
    ]


def word_file(  # the parts of a file that tests vary
    paragraphs: Sequence[Para],
    writing: Writing | None = None,
    *,
    boxes: Sequence[tuple[int, Sequence[Para]]] = (),
    flags: int = 0,
    version: int = 0xC1,
    mark: int = 0xA5EC,
) -> bytes:
    """A file of *paragraphs*; *boxes* are text boxes: the position of the anchor, and what stands in each."""
    return compound(streams(paragraphs, writing, boxes=boxes, flags=flags, version=version, mark=mark))


def streams(
    paragraphs: Sequence[Para],
    writing: Writing | None = None,
    *,
    boxes: Sequence[tuple[int, Sequence[Para]]] = (),
    flags: int = 0,
    version: int = 0xC1,
    mark: int = 0xA5EC,
) -> dict[str, bytes]:
    """The streams of the file."""
    made = _Made(writing or Writing())
    for paragraph in paragraphs:
        made.add(paragraph)
    body = made.length
    box_edges = [0]
    for _anchor, content in boxes:
        for paragraph in content:
            made.add(paragraph)
        box_edges.append(made.length - body)
    return made.streams(body, [anchor for anchor, _content in boxes], box_edges, (mark, version, flags))


class _Made:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._units: list[str] = []
        self._looks: list[tuple[int, int, bytes]] = []
        self._standings: list[tuple[int, int, bytes]] = []
        self._data = b"\0" * 4
        self.length = 0

    def add(self, paragraph: Para) -> None:
        start = self.length
        for content, look in [*paragraph.runs, (paragraph.mark, paragraph.mark_look)]:
            count = len(content.encode("utf-16-le")) // 2
            if count:
                self._units.append(content)
                self._looks.append((self.length, self.length + count, look))
                self.length += count
        said = paragraph.modifiers
        if (self._writing.distant and ROW_END in said) or len(said) > _MOST_INLINE:
            said, elsewhere = struct.pack("<HI", 0x6646, len(self._data)), said
            self._data += struct.pack("<H", len(elsewhere)) + elsewhere
        self._standings.append((start, self.length, said))

    def streams(
        self, body: int, anchors: Sequence[int], box_edges: Sequence[int], head: tuple[int, int, int]
    ) -> dict[str, bytes]:
        content, pieces, places = self._laid_out()
        main = bytearray(content.ljust(-(-len(content) // _PAGE) * _PAGE, b"\0"))
        characters = self._pages(main, [(places[a], places[b], said) for a, b, said in self._looks], paragraphs=False)
        standing = self._pages(main, [(places[a], places[b], said) for a, b, said in self._standings], paragraphs=True)
        table = bytearray(b"\0" * 16)
        pairs = [(0, 0)] * _PAIRS

        def part(number: int, data: bytes) -> None:
            pairs[number] = (len(table), len(data))
            table.extend(data)

        part(12, characters)
        part(13, standing)
        part(16, self._fields(body))
        part(33, pieces)
        if anchors:
            shapes = range(1025, 1025 + len(anchors))
            part(
                40,
                struct.pack(f"<{len(anchors) + 1}I", *anchors, body)
                + b"".join(struct.pack("<I22x", s) for s in shapes),
            )
            part(
                56, struct.pack(f"<{len(box_edges)}I", *box_edges) + b"".join(struct.pack("<14xI4x", s) for s in shapes)
            )
        header = struct.pack("<HH2xH2xH", head[0], head[1], 0x0804, head[2] | 0x0200).ljust(32, b"\0")
        header += struct.pack("<H28xH", 14, 22)
        counts = [0] * 22
        counts[3], counts[9] = body, self.length - body
        header += struct.pack("<22iH", *counts, _PAIRS) + b"".join(struct.pack("<II", *pair) for pair in pairs)
        assert len(header) <= _TEXT_AT
        main[: len(header)] = header
        return {"WordDocument": bytes(main), "1Table": bytes(table), "Data": self._data}

    def _fields(self, body: int) -> bytes:
        """Where the body's fields begin, have results and end, and what kind each is of."""
        units = "".join(self._units).encode("utf-16-le")
        marks = [(at, units[2 * at]) for at in range(body) if units[2 * at] in _FIELD_MARKS and not units[2 * at + 1]]
        stated = b""
        for at, mark in marks:
            instruction = units[2 * at + 2 : 2 * at + 60].decode("utf-16-le", "replace").split()
            kind = _FIELDS.get(instruction[0] if instruction else "", 1) if mark == 0x13 else _FIELD_MARKS[mark]
            stated += bytes([mark, kind])
        return struct.pack(f"<{len(marks) + 1}I", *(at for at, _mark in marks), body) + stated if marks else b""

    def _laid_out(self) -> tuple[bytes, bytes, list[int]]:
        """The stream's text, the table of pieces, and the place in the stream of each character."""
        content = bytearray(b"\0" * _TEXT_AT)
        places: list[int] = []
        edges, stated = [0], []
        text = "".join(self._units)
        # Whole paragraphs, as many of a kind as follow each other.
        for run in _PIECES.findall(text) if self._writing.narrow else [text]:
            narrow = self._writing.narrow and run.isascii()
            content += b"\xff" * (len(content) % 2)
            start, data = len(content), run.encode("cp1252" if narrow else "utf-16-le")
            width = 1 if narrow else 2
            places.extend(range(start, start + len(data), width))
            content += data
            edges.append(edges[-1] + len(data) // width)
            stated.append(struct.pack("<HIH", 0, start * 2 | _NARROW if narrow else start, 0))
        places.append(len(content))
        table = struct.pack(f"<{len(edges)}I", *edges) + b"".join(stated)
        return bytes(content), struct.pack("<BI", 2, len(table)) + table, places

    def _pages(self, main: bytearray, entries: Sequence[tuple[int, int, bytes]], *, paragraphs: bool) -> bytes:
        """Adds pages of properties to *main*; the list of them."""
        width = 13 if paragraphs else 1
        firsts: list[int] = []
        numbers: list[int] = []
        waiting = list(entries)
        while waiting:
            page, at, held = bytearray(_PAGE), _PAGE - 1, 0
            offsets: list[int] = []
            while held < len(waiting):
                said = waiting[held][2]
                packed = _paragraph_entry(said) if paragraphs else bytes([len(said)]) + said
                place = (at - len(packed)) // 2 * 2
                if place < 4 * (held + 2) + width * (held + 1):
                    break
                if said:
                    page[place : place + len(packed)] = packed
                    at = place
                offsets.append(place // 2 if said else 0)
                held += 1
            edges = [entry[0] for entry in waiting[:held]] + [waiting[held - 1][1]]
            struct.pack_into(f"<{held + 1}I", page, 0, *edges)
            for number, offset in enumerate(offsets):
                page[4 * (held + 1) + width * number] = offset
            page[-1] = held
            firsts.append(edges[0])
            numbers.append(len(main) // _PAGE)
            main += page
            waiting = waiting[held:]
        return struct.pack(f"<{len(firsts) + 1}I", *firsts, entries[-1][1]) + struct.pack(f"<{len(numbers)}I", *numbers)


def _paragraph_entry(said: bytes) -> bytes:
    listed = b"\0\0" + said
    if len(listed) % 2:
        return bytes([(len(listed) + 1) // 2]) + listed
    return bytes([0, len(listed) // 2]) + listed
