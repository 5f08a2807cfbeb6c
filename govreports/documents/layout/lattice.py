"""Ruling lines into the frames of tables: which rectangles the lines enclose.

Real lines are drawn as strokes, as thin rectangles, as a piece for every cell, twice for a double
border, and seldom meet exactly; the left and right borders may be missing, and where a page ends
so may the lower one. Two neighbouring slots with no line between them are one merged slot.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from govreports.documents.layout.model import Box, Rule
from govreports.documents.layout.together import together

# Points. Rows and columns are wider than any of these.
_ONE_LINE: Final = 2.0
_NEAR: Final = 3.5
_SHORTEST: Final = 4.0
# What part of a slot's side must be drawn to part it from its neighbour.
_DRAWN: Final = 0.6
_MOST_RULES: Final = 20_000
_MOST_LINES: Final = 3_000
_MOST_SLOTS: Final = 20_000


class Slot(NamedTuple):
    """A rectangle between lines, and where it stands in the table, rows and columns from 0."""

    box: Box
    row: int
    column: int
    rowspan: int
    colspan: int
    is_outside: bool = False
    """Whether the table's left or right border is drawn for other rows, but not here: the row ends before it."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's frame. Every position belongs to exactly one slot."""

    box: Box
    slots: tuple[Slot, ...]
    columns: tuple[float, ...]
    """Where columns begin, from left to right, and where the last one ends."""
    rows: tuple[float, ...]
    """Where rows begin, from top to bottom, and where the last one ends."""
    owners: tuple[tuple[int, ...], ...]
    """For each row and column the place in *slots* of the slot that covers it."""

    def at(self, x: float, y: float) -> Slot:
        """The slot that holds a point; for points outside the nearest one."""
        column = bisect_right(self.columns, x, 1, len(self.columns) - 1) - 1
        row = bisect_right(self.rows, y, 1, len(self.rows) - 1) - 1
        return self.slots[self.owners[row][column]]


class _Line(NamedTuple):
    """A straight line *at* a height (or, when vertical, a distance from the left), from *start* to *end*."""

    at: float
    start: float
    end: float


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables' frames that *rules* draw, from top to bottom.

    Pages with more lines than any table has (drawings, maps) have none.
    """
    if len(rules) > _MOST_RULES:
        return []
    level, upright = _as_lines(rules)
    if len(level) + len(upright) > _MOST_LINES:
        return []
    found = [_lattice(across, down) for across, down in _connected(level, upright)]
    return sorted((lattice for lattice in found if lattice is not None), key=lambda lattice: lattice.box[1::-1])


def _as_lines(rules: Sequence[Rule]) -> tuple[list[_Line], list[_Line]]:
    level: list[_Line] = []
    upright: list[_Line] = []
    for ((left, top, right, bottom),) in rules:
        wide, tall = right - left, bottom - top
        is_dot = wide < _SHORTEST and tall < _SHORTEST
        # A dot is part of a dotted line, and only its neighbours show which way that goes.
        if is_dot or wide >= tall:
            level.append(_Line((top + bottom) / 2, left, right))
        if is_dot or tall > wide:
            upright.append(_Line((left + right) / 2, top, bottom))
    return _joined(level), _joined(upright)


def _joined(lines: list[_Line]) -> list[_Line]:
    """Pieces of one line, and lines drawn on top of each other, together; what stays a stub is none."""
    joined: list[_Line] = []
    for group in _grouped(sorted(lines), _ONE_LINE):
        group.sort(key=lambda line: line.start)
        at, start, end = group[0]
        weight = end - start
        for line in group[1:]:
            if line.start - end > _NEAR:
                joined.append(_Line(at, start, end))
                at, start, end = line
                weight = end - start
                continue
            length = line.end - line.start
            at = (at * weight + line.at * length) / (weight + length) if weight + length else at
            weight += length
            end = max(end, line.end)
        joined.append(_Line(at, start, end))
    return [line for line in joined if line.end - line.start >= _SHORTEST]


def _grouped(lines: Sequence[_Line], reach: float) -> Iterator[list[_Line]]:
    """*lines*, sorted by where they are, in groups no wider than *reach*."""
    group: list[_Line] = []
    for line in lines:
        if group and line.at - group[0].at > reach:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _connected(level: Sequence[_Line], upright: Sequence[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """The lines that meet, directly or by way of others."""
    across, down = sorted(level), sorted(upright)
    places = [line.at for line in down]
    return together(across, down, _meetings(across, down, places))


def _meetings(across: Sequence[_Line], down: Sequence[_Line], places: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Numbers of the lines across and down that meet; *places* are those of the lines down, in order."""
    for number, line in enumerate(across):
        first, last = bisect_left(places, line.start - _NEAR), bisect_right(places, line.end + _NEAR)
        for other in range(first, last):
            if down[other].start - _NEAR <= line.at <= down[other].end + _NEAR:
                yield number, other


def _lattice(across: list[_Line], down: list[_Line]) -> Lattice | None:
    rows, columns = _edges(across, down), _edges(down, across)
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) > _MOST_SLOTS:
        return None
    # Outer sides count as drawn: where they are open the table ends with the lines that run up to them.
    floors = [_drawn(across, height, columns) for height in rows[1:-1]]
    walls = [_drawn(down, place, rows) for place in columns[1:-1]]
    left, right = (_side(down, place, rows) for place in (columns[0], columns[-1]))
    slots: list[Slot] = []
    owners = [[-1] * (len(columns) - 1) for _ in range(len(rows) - 1)]
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if owners[row][column] < 0:
                tall, wide = _extent(row, column, floors, walls, owners)
                for r in range(row, row + tall):
                    owners[r][column : column + wide] = [len(slots)] * wide
                box = Box(columns[column], rows[row], columns[column + wide], rows[row + tall])
                last = column + wide == len(columns) - 1
                is_outside = (column == 0 and not any(left[row : row + tall])) or (
                    last and not any(right[row : row + tall])
                )
                slots.append(Slot(box, row, column, tall, wide, is_outside))
    return Lattice(
        Box(columns[0], rows[0], columns[-1], rows[-1]),
        tuple(slots),
        tuple(columns),
        tuple(rows),
        tuple(map(tuple, owners)),
    )


def _edges(lines: Sequence[_Line], crossing: Sequence[_Line]) -> list[float]:
    """Where *lines* are, and where the lines that cross them end together without one."""
    edges: list[float] = []
    for group in _grouped(sorted(lines), _NEAR):
        length = sum(line.end - line.start for line in group)
        edges.append(sum(line.at * (line.end - line.start) for line in group) / length)
    if not edges:
        return edges
    first, last = edges[0], edges[-1]
    before = [line.start for line in crossing if line.start < first - _SHORTEST]
    behind = [line.end for line in crossing if line.end > last + _SHORTEST]
    # One line that sticks out is a slip of the pen; two that end at the same place are a table's open side.
    if before and sum(start - min(before) < _NEAR for start in before) > 1:
        edges.insert(0, min(before))
    if behind and sum(max(behind) - end < _NEAR for end in behind) > 1:
        edges.append(max(behind))
    return edges


def _drawn(lines: Sequence[_Line], at: float, edges: Sequence[float]) -> list[bool]:
    """For each stretch between neighbouring *edges*, whether one of *lines* runs along it *at* that place."""
    near = [line for line in lines if abs(line.at - at) <= _NEAR]
    return [
        sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in near) >= _DRAWN * (end - start)
        for start, end in pairwise(edges)
    ]


def _side(lines: Sequence[_Line], at: float, edges: Sequence[float]) -> list[bool]:
    """For each row whether the table's border is drawn at a side; one that most rows lack is no border."""
    drawn = _drawn(lines, at, edges)
    return drawn if 2 * sum(drawn) > len(drawn) else [True] * len(drawn)


def _extent(
    row: int,
    column: int,
    floors: Sequence[Sequence[bool]],
    walls: Sequence[Sequence[bool]],
    owners: Sequence[Sequence[int]],
) -> tuple[int, int]:
    """How many rows and columns the slot has that begins here."""

    def is_open(r: int, first: int, last: int) -> bool:
        """Whether no wall parts the columns of a row."""
        return not any(walls[c][r] for c in range(first, last))

    wide = 1
    while column + wide <= len(walls) and owners[row][column + wide] < 0 and not walls[column + wide - 1][row]:
        wide += 1
    tall = 1
    while (
        row + tall <= len(floors)
        and not any(floors[row + tall - 1][column : column + wide])
        and all(owner < 0 for owner in owners[row + tall][column : column + wide])
        and is_open(row + tall, column, column + wide - 1)
    ):
        tall += 1
    return tall, wide
