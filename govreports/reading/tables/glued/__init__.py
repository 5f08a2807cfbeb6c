"""Tables whose text has lost all gaps: labels and figures run into each other.

`lexer` finds the form's labels in the text, `layout` which headers and rows they make, and `solver`
takes the digits apart by the form's own sums. A figure that they do not settle is left out, with the
figures it may be.
"""

from collections.abc import Callable, Iterable
from typing import Final

from govreports.documents.model import BlockItem
from govreports.forms import Column
from govreports.reading.numbers import read_figure
from govreports.reading.tables.glued.equations import equations
from govreports.reading.tables.glued.figures import Style
from govreports.reading.tables.glued.layout import GluedRow, GluedTable, lay_out
from govreports.reading.tables.glued.lexer import labels_in, lex
from govreports.reading.tables.glued.solver import Run, Verdict, solve
from govreports.reading.tables.lexicon import Lexicon
from govreports.reading.tables.result import AMBIGUOUS, RECOVERED, Reading, Readings

__all__ = ["labels_in", "parted", "read_glued"]

_MOST_CANDIDATES: Final = 20
_MOST_TABLES: Final = 60
"""Several times as many blocks as a form has; no page prints more."""
_MONEY: Final = frozenset({"元", "万元", "亿元"})


def read_glued(blocks: Iterable[BlockItem], words: Lexicon) -> Readings:
    """Every cell of the form in a run of paragraphs and tables without spans, however little parts its figures."""
    found = Readings()
    tables, misspelt = lay_out(lex(blocks, words.form), words)
    found.misspelt.update(misspelt)
    for table in tables[:_MOST_TABLES]:
        _read_table(table, words, found)
    return found


def _read_table(table: GluedTable, words: Lexicon, found: Readings) -> None:
    times = [row.row for row in table.rows]
    settled: list[GluedRow] = []
    for row in table.rows:
        if table.columns and row.readings and times.count(row.row) == 1 and not _is_torn(row, len(table.columns)):
            settled.append(row)
        else:
            _leave_out(table, row, found)
    verdicts = solve(
        [_run(table, row) for row in settled],
        equations(words.form, table.block, {row.row for row in settled}),
    )
    for row in settled:
        if len(row.lines) > 1:
            # A blank that leaves no line and a page's number can make up for each other in the count.
            _leave_out(table, row, found)
            continue
        for column in table.columns:
            path = table.block.path(row.row, column)
            found.put_reading(table.block.table, path, _reading(verdicts[path], row, column, table))


def _leave_out(table: GluedTable, row: GluedRow, found: Readings) -> None:
    for column in table.block.columns:
        found.put_unsure(table.block, row.row, column, _raw(row))


def _is_torn(row: GluedRow, count: int) -> bool:
    """Whether figures stand on lines of their own, but not as many as there are cells: some are blank, not glued."""
    return len(row.lines) > 1 and any(len(reading) != count for reading in row.readings)


def _run(table: GluedTable, row: GluedRow) -> Run:
    return Run(
        cells=tuple(table.block.path(row.row, column) for column in table.columns),
        styles=tuple(_style(column) for column in table.columns),
        readings=row.readings,
    )


def _style(column: Column) -> Style:
    if column.unit in _MONEY:
        return "amount"
    return "signed" if column.signed else "count"


def _reading(verdict: Verdict, row: GluedRow, column: Column, table: GluedTable) -> Reading:
    def number(figure: str) -> Reading:
        value, status = read_figure(figure, column, table.units.get(column))
        return Reading(value, figure, status)

    return parted(verdict, number, _raw(row), stated=_is_stated(row, len(table.columns)))


def parted(verdict: Verdict, number: Callable[[str], Reading], raw: str, *, stated: bool) -> Reading:
    """The cell that *verdict* is of; *number* reads one figure, *raw* is what is printed of the row.

    *stated*: the source itself shows where the row's cells begin and end.
    """
    others = tuple(dict.fromkeys(number(figure).value for figure in verdict.others))
    if verdict.figure is None:
        # More than anyone would look through, or some of them, are as good as none.
        return Reading(None, raw, AMBIGUOUS, others if len(others) <= _MOST_CANDIDATES else ())
    reading = number(verdict.figure)
    if stated:
        return reading
    if reading.value is None:
        return reading._replace(raw=raw)
    return Reading(reading.value, raw, RECOVERED, others[:_MOST_CANDIDATES])


def _is_stated(row: GluedRow, count: int) -> bool:
    """Whether the source shows where each of the row's *count* cells begins and ends, or that all are blank."""
    (reading, *more) = row.readings
    return not more and len(reading) in {0, count}


def _raw(row: GluedRow) -> str:
    return " ".join(row.pieces)
