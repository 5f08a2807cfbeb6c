"""Tables whose rows state where the edges of their cells are, as Word's binary files and RTF do.

Such rows know nothing of columns: each has edges of its own, measured from the margin, and where
rows were drawn by hand or sizes were rounded, edges that look like one line differ by a little.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from govreports.documents.model import Cell, Grid

# Three points: narrower than any cell with a digit in it, wider than what rounding moves an edge by.
_TOLERANCE: Final = 60
_MOST_COLUMNS: Final = 200
_MOST_POSITIONS: Final = 2_000_000


class Slot(NamedTuple):
    """Where one cell of a row stands: its edges in twips (1/20 point), and what it is merged with."""

    left: int
    right: int
    goes_on_across: bool = False
    """Whether it is part of the cell to its left."""
    merged_down: bool = False
    """Whether it is one of several cells that are merged one below the other..."""
    begins_down: bool = False
    """... and the uppermost of them."""


class DrawnRow(NamedTuple):
    """A row: the texts of its cells, and where they stand; None where the source does not say it."""

    texts: Sequence[str]
    slots: Sequence[Slot] | None


@dataclass(slots=True)
class _Placed:
    text: str
    row: int
    column: int
    colspan: int
    rowspan: int = 1


def grid(rows: Iterable[DrawnRow], place: str) -> Grid | None:
    """The table that *rows* draw, or None where they have no cells.

    A table with a row that has more or fewer cells than places for them, or whose edges make no sense, has
    its rows as long as they were printed (``spans`` is False).
    """
    texts: list[Sequence[str]] = []
    drawn: list[list[tuple[Slot, str]]] = []
    sound = True
    for row in rows:
        texts.append(row.texts)
        cells = _cells(row)
        sound = sound and cells is not None
        drawn.append(cells or [])
    if not any(texts):
        return None
    columns = _columns(drawn) if sound else None
    if columns is None:
        printed = tuple(
            tuple(Cell(text, number, column) for column, text in enumerate(row)) for number, row in enumerate(texts)
        )
        return Grid(printed, place, spans=False)
    return _spanned(drawn, columns, place)


def _cells(row: DrawnRow) -> list[tuple[Slot, str]] | None:
    """The cells of *row* with merged neighbours joined; None where they do not fit their places."""
    if row.slots is None or len(row.texts) < len(row.slots) or any(row.texts[len(row.slots) :]):
        return None
    cells: list[tuple[Slot, str]] = []
    for slot, text in zip(row.slots, row.texts, strict=False):
        if slot.goes_on_across and cells:
            # Whether a text of its own is shown, the descriptions of Word's format do not agree on.
            first, shown = cells[-1]
            cells[-1] = (first._replace(right=max(first.right, slot.right)), f"{shown} {text}".strip())
        elif slot.right > slot.left and (not cells or slot.left >= cells[-1][0].right):
            cells.append((slot, text))
        elif text:
            return None
    return cells


def _columns(rows: Sequence[Sequence[tuple[Slot, str]]]) -> dict[int, int] | None:
    """The number of the line at each edge, from 0 at the left; None where there are too many.

    Neighbouring edges are one line unless some row has both: then there is a cell between them.
    """
    users: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for slot, _text in row:
            users.setdefault(slot.left, set()).add(number)
            users.setdefault(slot.right, set()).add(number)
    lines: dict[int, int] = {}
    line, first = -1, 0
    taken: set[int] = set()
    for edge in sorted(users):
        if line < 0 or edge - first > _TOLERANCE or not taken.isdisjoint(users[edge]):
            line, first, taken = line + 1, edge, set()
        lines[edge] = line
        taken |= users[edge]
    if not 0 < line <= _MOST_COLUMNS or line * len(rows) > _MOST_POSITIONS:
        return None
    return lines


def _spanned(rows: Sequence[Sequence[tuple[Slot, str]]], lines: dict[int, int], place: str) -> Grid:
    width = max(lines.values())
    placed: list[list[_Placed | None]] = []
    hanging: dict[int, _Placed] = {}
    for number, row in enumerate(rows):
        line: list[_Placed | None] = [None] * width
        still: dict[int, _Placed] = {}
        for slot, text in row:
            column, end = lines[slot.left], lines[slot.right]
            above = hanging.get(column)
            if slot.merged_down and not slot.begins_down and above is not None and above.colspan == end - column:
                cell = above
                cell.rowspan += 1
            else:
                cell = _Placed(text, number, column, end - column)
            if slot.merged_down:
                still[column] = cell
            line[column:end] = [cell] * (end - column)
        hanging = still
        placed.append(line)
    made: dict[int, Cell] = {}
    for at in (at for line in placed for at in line if at is not None):
        if id(at) not in made:
            made[id(at)] = Cell(at.text, at.row, at.column, at.rowspan, at.colspan)
    return Grid(tuple(tuple(None if at is None else made[id(at)] for at in line) for line in placed), place)
