"""Paragraphs and ruled tables set on sheets by hand, for formats that only state where ink is.

A4 on its side, in points, y growing downwards; tables are broken over sheets wherever they end, also
in the middle of cells that span rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from tests.replica.render.layout import Cell, Table, positions, width

Block: TypeAlias = str | Table

WIDTH, HEIGHT, MARGIN = 842.0, 595.0, 42.0
_ROOM = WIDTH - 2 * MARGIN
_TITLE, _TEXT, _SMALL, _NUMBER = 20.0, 14.0, 5.4, 10.0
_PITCH = 1.4
_PADDING = 2.0


class Text(NamedTuple):
    """A line of text whose upper left corner is at (*x*, *y*); a Latin character is half as wide as a Chinese one."""

    x: float
    y: float
    text: str
    size: float


class Stroke(NamedTuple):
    """A thin straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(slots=True)
class Sheet:
    """What is drawn on one page, in order."""

    ink: list[Text | Stroke] = field(default_factory=list)


def set_sheets(title: str, paragraphs_and_tables: Sequence[Block], *, top: float = MARGIN) -> list[Sheet]:
    """*title*, then paragraphs (texts) and tables in order, and the number of each page; *top* moves the breaks."""
    setter = _Setter(top)
    setter.line_of_text(title, _TITLE, centred=True)
    for block in paragraphs_and_tables:
        if isinstance(block, str):
            setter.paragraph(block)
        else:
            setter.table(block)
    for number, sheet in enumerate(setter.sheets, 1):
        sheet.ink.append(Text(WIDTH / 2, HEIGHT - 28, f"— {number} —", _NUMBER))
    return setter.sheets


def advance(character: str, size: float) -> float:
    """How wide a character is."""
    return size if character >= "\u2e80" else size / 2


def widths(table: Table, wide: float) -> list[float]:
    """How wide the columns are, together *wide*: of table three those of labels are wider."""
    count = width(table)
    if count != 10:
        return [wide / count] * count
    return [wide * part for part in (0.08, 0.12, 0.24, *[0.08] * 7)]


def _wrapped(text: str, room: float, size: float) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        line, used = "", 0.0
        for character in part:
            if line and used + advance(character, size) > room:
                lines.append(line)
                line, used = "", 0.0
            line += character
            used += advance(character, size)
        lines.append(line)
    return lines


class _Setter:
    """Sets blocks below each other, on as many sheets as they need."""

    def __init__(self, top: float) -> None:
        self.top = top
        self.y = top
        self.sheets = [Sheet()]

    def line_of_text(self, text: str, size: float, *, centred: bool = False, indent: float = 0.0) -> None:
        self._need(size * _PITCH)
        room = sum(advance(character, size) for character in text)
        x = (WIDTH - room) / 2 if centred else MARGIN + indent
        self.sheets[-1].ink.append(Text(x, self.y, text, size))
        self.y += size * _PITCH

    def paragraph(self, text: str) -> None:
        for number, line in enumerate(_wrapped("　　" + text, _ROOM, _TEXT)):
            self.line_of_text(line.lstrip("　"), _TEXT, indent=0.0 if number else 2 * _TEXT)

    def table(self, table: Table) -> None:
        edges = [MARGIN]
        for wide in widths(table, _ROOM):
            edges.append(edges[-1] + wide)
        placed = positions(table)
        heights = _heights(table, placed, edges)
        start = 0
        self._need(heights[0])
        while start < len(table):
            stop, below = start, self.y
            while stop < len(table) and (stop == start or below + heights[stop] <= HEIGHT - MARGIN):
                below += heights[stop]
                stop += 1
            self._part(placed, edges, heights, start, stop)
            start = stop
            if start < len(table):
                self._turn()
        self.y += _TEXT

    def _part(
        self,
        placed: list[list[tuple[int, Cell]]],
        edges: Sequence[float],
        heights: Sequence[float],
        start: int,
        stop: int,
    ) -> None:
        """Rows *start* to *stop*. A cell that the page cuts has its text on the first of its pages."""
        sheet = self.sheets[-1]
        tops = [self.y]
        for height in heights[start:stop]:
            tops.append(tops[-1] + height)
        for row, column, cell, is_first in _cells(placed, start, stop):
            last = row
            while last + 1 < stop and any(other is cell for _, other in placed[last + 1]):
                last += 1
            left, right = edges[column], edges[column + cell.colspan]
            above, below = tops[row - start], tops[last + 1 - start]
            for stroke in ((left, above, right, above), (left, below, right, below), (left, above, left, below)):
                sheet.ink.append(Stroke(*stroke))
            sheet.ink.append(Stroke(right, above, right, below))
            if is_first:
                lines = _wrapped(cell.text, right - left - 2 * _PADDING, _SMALL)
                y = (above + below - len(lines) * _SMALL * _PITCH) / 2
                for number, line in enumerate(lines):
                    sheet.ink.append(Text(left + _PADDING, y + number * _SMALL * _PITCH, line, _SMALL))
        self.y = tops[-1]

    def _need(self, height: float) -> None:
        if self.y + height > HEIGHT - MARGIN:
            self._turn()

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = self.top


def _cells(placed: list[list[tuple[int, Cell]]], start: int, stop: int) -> Iterator[tuple[int, int, Cell, bool]]:
    """The cells to draw for some rows: where each is first seen, and whether that is where it begins."""
    for row in range(start, stop):
        for column, cell in placed[row]:
            hangs = row > 0 and any(other is cell for _, other in placed[row - 1])
            if not hangs or row == start:
                yield row, column, cell, not hangs


def _heights(table: Table, placed: list[list[tuple[int, Cell]]], edges: Sequence[float]) -> list[float]:
    heights = [_SMALL * _PITCH + 2 * _PADDING] * len(table)
    for row, line in enumerate(placed):
        for column, cell in line:
            if cell.rowspan == 1:
                room = edges[column + cell.colspan] - edges[column] - 2 * _PADDING
                needed = len(_wrapped(cell.text, room, _SMALL)) * _SMALL * _PITCH + 2 * _PADDING
                heights[row] = max(heights[row], needed)
    return heights
