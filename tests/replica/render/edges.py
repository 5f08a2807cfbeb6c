"""Rows as formats draw them that know no columns: every cell with its edges, the continuing ones among them."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from tests.replica.render.layout import Table, positions

WIDTH = 600
"""The width of a column, in twips."""

Block: TypeAlias = str | Table


class Drawn(NamedTuple):
    """A cell of one row, from its first column up to its *end*; what goes on from above has no text."""

    column: int
    end: int
    text: str
    tall: bool
    begins: bool


def rows(table: Table) -> list[list[Drawn]]:
    """The cells of each row from left to right."""
    drawn: list[list[Drawn]] = []
    for row, line in zip(table, positions(table), strict=True):
        begun = list(row)
        cells: list[Drawn] = []
        for column, cell in line:
            begins = bool(begun) and begun[0] is cell
            if begins:
                begun.pop(0)
            text = cell.text if begins else ""
            cells.append(Drawn(column, column + cell.colspan, text, cell.rowspan > 1, begins))
        drawn.append(cells)
    return drawn


def edge(column: int, shift: Sequence[int], row: int) -> int:
    """Where the line before *column* is in *row*: sizes that were rounded or drawn by hand are off by *shift*."""
    return WIDTH * column + (shift[(7 * row + column) % len(shift)] if shift else 0)
