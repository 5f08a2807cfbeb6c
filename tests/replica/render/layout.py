"""The three tables as the official forms draw them: rows of cells with their spans, before any format."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from govreports.forms import Block, Row
from tests.replica.figures import Figures, form_of

CellKind = Literal["header", "label", "figure", "filler"]

_CONTENT = "信息内容"
_APPLICANT = "申请人情况"
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LABEL_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Rows hold only the cells that begin in them, as an HTML row does."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    kind: CellKind = "figure"


Table: TypeAlias = list[list[Cell]]


def tables(figures: Figures, *, fillers: bool = False) -> list[Table]:
    """Tables two, three and four of the report.

    With *fillers* nothing spans rows: blank cells stand where the form has one tall cell, as in
    tables that were drawn by hand in an editor without that command.
    """
    form = form_of(figures)
    proactive: Table = []
    for block in form.blocks:
        if block.table == "proactive":
            proactive += _article(block, figures)
    requests = _requests(next(block for block in form.blocks if block.table == "requests"), figures)
    disputes = _disputes(next(block for block in form.blocks if block.table == "disputes"), figures)
    drawn = [proactive, requests, disputes]
    return [_flattened(table) for table in drawn] if fillers else drawn


def width(table: Table) -> int:
    """How many columns *table* has."""
    return sum(cell.colspan for cell in table[0])


def positions(table: Table) -> list[list[tuple[int, Cell]]]:
    """For each row, what stands in it from left to right with its column: cells of the rows above included."""
    placed: list[list[tuple[int, Cell]]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in table:
        line: list[tuple[int, Cell]] = []
        column = 0
        own = iter(row)
        while column < width(table):
            if column in hanging:
                left, cell = hanging.pop(column)
            else:
                following = next(own, None)
                if following is None:
                    break
                left, cell = following.rowspan, following
            line.append((column, cell))
            if left > 1:
                hanging[column] = (left - 1, cell)
            column += cell.colspan
        placed.append(line)
    return placed


def _article(block: Block, figures: Figures) -> Table:
    """One article of table two: its heading, the header row and the rows, over the table's four columns."""
    # The widest articles of both forms have three columns of figures beside the label.
    spare = 3 - len(block.columns)
    table: Table = [[Cell(figures.label(block.heading or ""), colspan=4, kind="header")]]
    headers = [Cell(figures.label(column.labels[-1]), kind="header") for column in block.columns]
    table.append([Cell(figures.label(_CONTENT), kind="header"), *_widened(headers, spare)])
    for row in _shown(block, figures):
        cells = [Cell(figures.printed(block.path(row, column))) for column in block.columns]
        table.append([Cell(figures.label(row.labels[-1]), kind="label"), *_widened(cells, spare)])
    return table


def _widened(cells: list[Cell], spare: int) -> list[Cell]:
    return [*cells[:-1], replace(cells[-1], colspan=1 + spare)]


def _requests(block: Block, figures: Figures) -> Table:
    headers = _header([(figures.label(_APPLICANT), *map(figures.label, column.labels)) for column in block.columns])
    corner = Cell(figures.label(_CORNER), rowspan=len(headers), colspan=_LABEL_COLUMNS, kind="header")
    headers[0].insert(0, corner)
    shown = _shown(block, figures)
    body: Table = []
    for number, row in enumerate(shown):
        cells: list[Cell] = []
        for depth, label in enumerate(row.labels):
            last = depth == len(row.labels) - 1
            group = row.labels[: depth + 1]
            if last:
                wide = _LABEL_COLUMNS - depth
                cells.append(Cell(figures.label(label), colspan=wide, kind="label"))
            elif number == 0 or shown[number - 1].labels[: depth + 1] != group:
                tall = sum(other.labels[: depth + 1] == group for other in shown)
                cells.append(Cell(figures.label(label), rowspan=tall, kind="label"))
        cells += [Cell(figures.printed(block.path(row, column))) for column in block.columns]
        body.append(cells)
    return headers + body


def _disputes(block: Block, figures: Figures) -> Table:
    table = _header([tuple(map(figures.label, column.labels)) for column in block.columns])
    row = block.rows[0]
    table.append([Cell(figures.printed(block.path(row, column))) for column in block.columns])
    return table


def _header(labels: Sequence[tuple[str, ...]]) -> Table:
    """Header rows: neighbours with the same labels so far share a cell, the last label hangs down to the end."""
    depth = max(len(path) for path in labels)
    table: Table = []
    for level in range(depth):
        row: list[Cell] = []
        group: tuple[str, ...] = ()
        for path in labels:
            if len(path) == level + 1:
                row.append(Cell(path[-1], rowspan=depth - level, kind="header"))
            elif len(path) > level + 1 and row and group == path[: level + 1]:
                row[-1] = replace(row[-1], colspan=row[-1].colspan + 1)
            elif len(path) > level + 1:
                row.append(Cell(path[level], kind="header"))
            group = path[: level + 1] if len(path) > level + 1 else ()
        table.append(row)
    return table


def _shown(block: Block, figures: Figures) -> list[Row]:
    """The rows that are printed: a stand-in row only, and then alone, where the report has figures for it."""

    def reported(row: Row) -> bool:
        return any(block.path(row, column) in figures.cells for column in block.columns)

    standing_in = [row for row in block.rows if row.instead_of and reported(row)]
    rows: list[Row] = []
    for row in block.rows:
        stand_in = next((other for other in standing_in if row.key in other.instead_of), None)
        if stand_in is not None and stand_in not in rows:
            rows.append(stand_in)
        elif stand_in is None and not row.instead_of:
            rows.append(row)
    return rows


def _flattened(table: Table) -> Table:
    """*table* with blank cells in the place of what hangs down from the rows above."""
    flat: Table = []
    for row, line in zip(table, positions(table), strict=True):
        begun = list(row)
        cells: list[Cell] = []
        for _, cell in line:
            if begun and begun[0] is cell:
                begun.pop(0)
                cells.append(replace(cell, rowspan=1))
            else:
                cells.append(Cell("", colspan=cell.colspan, kind="filler"))
        flat.append(cells)
    return flat
