"""HTML tables: spans expanded, and tables of data told from those that lay out the page."""

import re
from typing import TYPE_CHECKING, Final

from govreports.documents.html.nodes import one_line, text_of
from govreports.documents.model import Cell, Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

_PARTS: Final = frozenset({"thead", "tbody", "tfoot"})
_MOST_SPAN: Final = 200
_MOST_CELLS: Final = 100_000
_LONGEST_CELL: Final = 500


def rows_of(table: "_Element") -> "list[list[_Element]]":
    """The rows of *table* itself, not of tables inside it."""
    rows: list[list[_Element]] = []
    foot: list[list[_Element]] = []
    headed = False
    for part in table:
        if part.tag == "tr":
            rows.append(_row(part))
        elif part.tag in _PARTS:
            own = [_row(row) for row in part if row.tag == "tr"]
            # However a page orders them, its first head is shown first and its first foot last.
            if part.tag == "thead" and not headed:
                rows[:0] = own
                headed = True
            elif part.tag == "tfoot" and not foot:
                foot = own
            else:
                rows += own
    return rows + foot


def _row(row: "_Element") -> "list[_Element]":
    return [cell for cell in row if cell.tag in {"td", "th"}]


def expand(rows: "Sequence[Sequence[_Element]]", place: str) -> Grid | None:
    """Rows of cells with their spans expanded; None for a table that lays out the page, or is too large."""
    expanded: list[list[Cell | None]] = [[] for _ in rows]
    room = _MOST_CELLS
    for number, row in enumerate(rows):
        here = expanded[number]
        column = 0
        for element in row:
            while column < len(here) and here[column] is not None:
                column += 1
            cell = _cell(element, number, column, len(rows) - number)
            text, _row, _column, down, across = cell
            room -= down * across
            if room < 0 or len(text) > _LONGEST_CELL:
                return None
            if down == across == 1 and column == len(here):
                here.append(cell)
            else:
                for line in expanded[number : number + down]:
                    _fill(line, cell)
            column += across
    width = max(map(len, expanded), default=0)
    if _lays_out(len(rows), width):
        return None
    return Grid(tuple(tuple(row) + (None,) * (width - len(row)) for row in expanded), place)


def _cell(element: "_Element", row: int, column: int, rows_left: int) -> Cell:
    text = one_line(text_of(element))
    down, across = element.get("rowspan"), element.get("colspan")
    if down is None and across is None:
        return Cell(text, row, column)
    # A rowspan of 0 means: to the end of the table.
    return Cell(text, row, column, min(_span(down) or rows_left, rows_left), _span(across) or 1)


def _fill(line: list[Cell | None], cell: Cell) -> None:
    """Put *cell* on every position of *line* that it spans and that no other cell has."""
    stop = cell.column + cell.colspan
    if len(line) < stop:
        line.extend([None] * (stop - len(line)))
    for position in range(cell.column, stop):
        if line[position] is None:
            line[position] = cell


def _span(written: str | None) -> int:
    if written is None or written == "1":
        return 1
    digits = re.match(r"\s*(\d{1,4})", written)
    return min(int(digits[1]), _MOST_SPAN) if digits else 1


def _lays_out(rows: int, columns: int) -> bool:
    """Whether a table without tables and long texts in it is there for the page's layout only."""
    return columns == 0 or (rows == 1 and columns == 1)
