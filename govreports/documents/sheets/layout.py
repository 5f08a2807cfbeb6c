"""The cells of a sheet into tables and text.

A sheet is one large table, and people write whole reports on it: titles and sentences in single
cells, merged over the width or not, and tables below each other with or without empty rows between.
A row with one cell is text if it is as wide as the table; a narrower one is if a table begins after it
or nothing does. Right below a table it is a row of it, because a row of blank figures looks just like
a heading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem, Cell, Grid, Paragraph

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_DIGIT: Final = re.compile(r"[0-9０-９]")
_ORDINAL: Final = re.compile(r"[（(]?[一二三四五六七八九十]+[、)）.．]")
_SENTENCE: Final = re.compile("[。；]|.{80}", re.DOTALL)


class TooLargeError(ValueError):
    """A sheet whose merged cells cover more than any report has."""


class Area(NamedTuple):
    """A cell or merged cells, its last row and column included."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class _Row:
    """A row that holds something: the areas that say something in it, and merged cells that are blank."""

    number: int
    areas: list[Area] = field(default_factory=list)
    blank: list[Area] = field(default_factory=list)

    @property
    def own(self) -> list[Area]:
        return [area for area in self.areas if area.top == self.number]

    @property
    def is_header(self) -> bool:
        """Whether it is the first row of a table: words in several cells, and no figures."""
        own = self.own
        return len(own) > 1 and all(len(_HAN.findall(area.text)) > 1 and not _DIGIT.search(area.text) for area in own)

    @property
    def left(self) -> int:
        return min(area.left for area in self.areas)

    @property
    def right(self) -> int:
        return max(area.right for area in self.areas)


def areas_of(
    texts: Mapping[tuple[int, int], str],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    rows: Sequence[int],
    columns: Sequence[int],
    most: int,
) -> list[Area]:
    """What a sheet shows, with rows and columns counted among the visible ones (*rows*, *columns*) only.

    *texts* are those of all cells that say something, *merged* the ranges of cells shown as one.

    Raises:
        TooLargeError: its rows have more than *most* cells together, or its merged ranges cover more.
    """
    if len({row for row, _column in texts}) * len(columns) > most:
        raise TooLargeError
    row_at = {row: number for number, row in enumerate(rows)}
    column_at = {column: number for number, column in enumerate(columns)}
    covered: set[tuple[int, int]] = set()
    areas: list[Area] = []
    for (top, left), (bottom, right) in merged:
        inside_columns = [column_at[c] for c in range(left, min(right, columns[-1]) + 1) if c in column_at]
        inside_rows = [row_at[row] for row in range(top, min(bottom, rows[-1]) + 1) if row in row_at]
        most -= 1 + len(inside_rows) * len(inside_columns)
        if most < 0:
            raise TooLargeError
        if inside_rows and inside_columns:
            covered.update((row, column) for row in inside_rows for column in inside_columns)
            text = texts.get((top, left), "")
            areas.append(Area(text, inside_rows[0], inside_columns[0], inside_rows[-1], inside_columns[-1]))
    for (row, column), text in texts.items():
        r, c = row_at.get(row), column_at.get(column)
        if r is not None and c is not None and (r, c) not in covered:
            areas.append(Area(text, r, c, r, c))
    return sorted(areas, key=lambda area: (area.top, area.left))


def blocks_of(areas: Sequence[Area], place: str, rows: Sequence[int]) -> Iterator[BlockItem]:
    """Tables and text in order; *place* names the sheet, *rows* has its visible rows' own numbers."""
    lines = _lines(areas)
    following = _following(lines)
    table: list[_Row] = []
    for position, row in enumerate(lines):
        gap = position > 0 and row.number > lines[position - 1].number + 1
        ahead = following[position]
        if _is_text(row, table, ahead, gap=gap):
            yield from _grid(table, place, rows)
            table = []
            if row.own:
                for line in row.own[0].text.split("\n"):
                    if text := " ".join(line.split()):
                        yield Paragraph(text, f"{place}!{rows[row.number] + 1}")
            continue
        if gap and (row.is_header or len(row.areas) == 1):
            yield from _grid(table, place, rows)
            table = []
        table.append(row)
    yield from _grid(table, place, rows)


def _lines(areas: Sequence[Area]) -> list[_Row]:
    lines: dict[int, _Row] = {}
    for area in areas:
        if area.text:
            for number in range(area.top, area.bottom + 1):
                lines.setdefault(number, _Row(number)).areas.append(area)
    for area in areas:
        if not area.text:
            for number in range(area.top, area.bottom + 1):
                if number in lines:
                    lines[number].blank.append(area)
    return [lines[number] for number in sorted(lines)]


def _following(lines: Sequence[_Row]) -> list[_Row | None]:
    """For each row the next one with several cells."""
    following: list[_Row | None] = []
    ahead: _Row | None = None
    for row in reversed(lines):
        following.append(ahead)
        if len(row.areas) > 1:
            ahead = row
    return following[::-1]


def _is_text(row: _Row, table: Sequence[_Row], ahead: _Row | None, *, gap: bool) -> bool:
    """Whether *row* is text by itself, after the rows of *table* and before the row *ahead*."""
    if len(row.areas) > 1:
        return False
    if ahead is None and not table:
        return True
    (area,) = row.areas
    begins = ahead is None or ahead.is_header
    tabular = [line for line in table if len(line.areas) > 1]
    if not tabular:
        # Right above the table, over some of its columns, it is a group's header whose neighbours are empty.
        on_top = ahead is not None and ahead.number == area.bottom + 1
        titled = area.left == area.right or _is_over(area, ahead) or _ORDINAL.match(area.text) is not None
        return titled or not on_top
    wide = area.left <= min(line.left for line in tabular) and area.right >= max(line.right for line in tabular)
    return wide or _is_over(area, ahead) or (begins and (gap or _SENTENCE.search(area.text) is not None))


def _is_over(area: Area, row: _Row | None) -> bool:
    """Whether *area* is as wide as *row* is."""
    return row is not None and area.left <= row.left and area.right >= row.right


def _grid(table: Sequence[_Row], place: str, rows: Sequence[int]) -> Iterator[BlockItem]:
    if not table:
        return
    left = min(row.left for row in table)
    width = max(row.right for row in table) - left + 1
    row_at = {row.number: number for number, row in enumerate(table)}
    cells: list[list[Cell | None]] = [[None] * width for _ in table]
    for area in dict.fromkeys(area for row in table for area in (*row.areas, *row.blank)):
        inside = [row_at[number] for number in range(area.top, area.bottom + 1) if number in row_at]
        first, stop = max(area.left - left, 0), min(area.right - left + 1, width)
        if first < stop:
            cell = Cell(" ".join(area.text.split()), inside[0], first, len(inside), stop - first)
            for number in inside:
                cells[number][first:stop] = [cell] * (stop - first)
    filled = tuple(
        tuple(cell or Cell("", number, column) for column, cell in enumerate(line)) for number, line in enumerate(cells)
    )
    yield Grid(filled, f"{place}!{rows[table[0].number] + 1}")
