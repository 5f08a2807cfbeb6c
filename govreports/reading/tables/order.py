"""Tables whose labels are damaged: rows and columns by the form's order, confirmed by its sums.

Converters of PDF tear labels of several lines from their rows and cut headers to pieces, and leave
the figures row by row, cell by cell. Where some rows kept their label, the rows without one must be
those of the form that stand between, if they are as many; where the header is lost, the columns
must be the form's, if they are as many. Spans that are wrong shift headers in the same way, and then the
table's sums do not hold. Only if every sum of the table then holds is it taken so, and the record says
that it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.forms import Block, Form, Row, rows_with_paths
from govreports.forms.labels import core, squeeze
from govreports.forms.sums import Sum, sums
from govreports.reading.numbers import is_figure, read_figure
from govreports.reading.tables.lexicon import Lexicon
from govreports.reading.tables.result import AMBIGUOUS, RECOVERED, Reading, Readings

_FEWEST_COLUMNS: Final = 5
"""Fewer figures than this in a row are found by chance too often."""
_NEAR: Final = 20


class _Line(NamedTuple):
    """A printed row: what stands before its figures, and its figures."""

    labels: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(slots=True)
class _Placed:
    """The figures of a block by row, as far as the lines go."""

    rows: dict[Row, tuple[str, ...]] = field(default_factory=dict)
    nameless: list[tuple[str, ...]] = field(default_factory=list)
    """Rows since the last one with a label."""
    last: int = -1
    fits: bool = True


def read_in_order(blocks: Sequence[BlockItem], words: Lexicon, found: Readings) -> Readings:
    """What the form's order says of tables that *found* lacks cells of, has doubtful ones or wrong sums of.

    Nothing where sums do not hold by the form's order either.
    """
    placed = Readings()
    for block in words.form.blocks:
        if len(block.columns) < _FEWEST_COLUMNS:
            continue
        known = {path: found.cells[path] for path in block.paths() if path in found.cells}
        shifted = _is_broken(known, words.form)
        if shifted or len(known) < _printed(block, known) or any(it.status == AMBIGUOUS for it in known.values()):
            lines = list(_lines(blocks, len(block.columns)))
            rows = _labelled(lines, block, words) if block.rows[0].labels else _alone(lines, block)
            readings = _confirmed(rows, block, words.form, {} if shifted else known)
            if shifted and any(reading.value is None for reading in readings.values()):
                # A sum with an empty cell in it says nothing, so that labels weigh more.
                continue
            placed.cells |= readings
            if readings:
                placed.tables.add(block.table)
    return placed


def _printed(block: Block, known: Mapping[str, Reading]) -> int:
    """How many cells the rows have that the document has anything of; all of the block's where it has nothing."""
    rows = [row for row, paths in rows_with_paths(block) if not known.keys().isdisjoint(paths)]
    return len(rows or block.rows) * len(block.columns)


def _lines(blocks: Sequence[BlockItem], columns: int) -> Iterator[_Line]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _line(block.text.split(), columns)
        elif isinstance(block, Grid):
            for number, row in enumerate(block.rows):
                own = [cell.text for cell in dict.fromkeys(row) if cell is not None and cell.row == number]
                yield _line(own, columns)


def _line(texts: Sequence[str], columns: int) -> _Line:
    start = max((place + 1 for place, text in enumerate(texts) if text and not is_figure(text)), default=0)
    figures = list(texts[start:])
    while len(figures) > columns and not figures[-1]:
        figures.pop()
    return _Line(tuple(text for text in texts[:start] if text), tuple(figures))


def _labelled(lines: Sequence[_Line], block: Block, words: Lexicon) -> Mapping[Row, tuple[str, ...]]:
    """Rows of a block whose rows have labels: those with one as it says, those between as the form has them."""
    order = [row for row in block.rows if not row.instead_of]
    placed = _Placed()
    for number, line in enumerate(lines):
        row = _row_of(line, block, words)
        if row is not None and not placed.rows and not _may_head(lines[max(0, number - _NEAR) : number], block):
            return {}
        if len(line.figures) != len(block.columns) or not any(line.figures):
            # A label alone, a page's number, a line of text: what it may hide, the sums will miss.
            placed.fits &= row is None or not any(line.figures)
        elif row is not None and row in order:
            _place(placed, order, order.index(row), line.figures)
        elif not line.labels:
            placed.nameless.append(line.figures)
        else:
            placed.fits &= placed.last in {-1, len(order) - 1}
        if not placed.fits:
            return {}
    return placed.rows if len(placed.rows) > 1 else {}


def _may_head(lines: Sequence[_Line], block: Block) -> bool:
    """Whether the headers left whole in *lines*, if any, stand in the form's order, line by line."""
    orders = list(_orders(block))
    headers = frozenset(spelling for order in orders for spellings in order for spelling in spellings)
    whole = ([label for label in map(core, line.labels) if label in headers] for line in lines)
    return all(any(_follow(labels, order) for order in orders) for labels in whole)


def _orders(block: Block) -> Iterator[list[frozenset[str]]]:
    """In which orders a line of headers may name columns: by their own labels, or those of one level."""
    yield [column.cores[-1] for column in block.columns]
    for level in range(max(len(column.cores) for column in block.columns)):
        cores = [column.cores[level] for column in block.columns if len(column.cores) > level]
        yield [same for same, _columns in groupby(cores)]


def _follow(labels: Sequence[str], order: Sequence[frozenset[str]]) -> bool:
    """Whether *labels* stand as in *order*, of which some may be left out."""
    rest = iter(order)
    return all(any(label in spellings for spellings in rest) for label in labels)


def _place(placed: _Placed, order: Sequence[Row], at: int, figures: tuple[str, ...]) -> None:
    between = order[placed.last + 1 : at]
    if placed.last < 0:
        # What stands before the first label may be anything.
        placed.nameless.clear()
    placed.fits &= at > placed.last and len(placed.nameless) in {0, len(between)}
    placed.rows.update(zip(between, placed.nameless, strict=False))
    placed.rows[order[at]] = figures
    placed.nameless.clear()
    placed.last = at


def _row_of(line: _Line, block: Block, words: Lexicon) -> Row | None:
    """The row that the last label before the figures names."""
    senses = words.senses.get(core(line.labels[-1])) if line.labels else None
    rows = [sense.row for sense in senses.rows if sense.block is block] if senses is not None else []
    return rows[0] if len(rows) == 1 else None


def _alone(lines: Sequence[_Line], block: Block) -> Mapping[Row, tuple[str, ...]]:
    """The single row of a block that has no label: the only such row near the block's own headers."""
    groups = {spelling for column in block.columns for cores in column.cores[:-1] for spelling in cores}
    found = []
    for number, line in enumerate(lines):
        if line.labels or len(line.figures) != len(block.columns) or not any(line.figures):
            continue
        near = lines[max(0, number - _NEAR) : number]
        if not _may_head(near, block):
            return {}
        above = "".join(squeeze("".join(line.labels)) for line in near)
        if any(group in above for group in groups):
            found.append(line.figures)
    return {block.rows[0]: found[0]} if len(found) == 1 else {}


def _confirmed(
    rows: Mapping[Row, tuple[str, ...]], block: Block, form: Form, known: Mapping[str, Reading]
) -> dict[str, Reading]:
    """The cells of *rows*, if the sums of their table hold and nothing *known* for certain speaks against them."""
    readings: dict[str, Reading] = {}
    for row, figures in rows.items():
        for column, text in zip(block.columns, figures, strict=True):
            value, _status = read_figure(text, column)
            path = block.path(row, column)
            sure = known.get(path)
            if sure is not None and sure.value is not None:
                if sure.value != value:
                    return {}
                readings[path] = sure
            else:
                # Where labels were lost, an empty cell may have lost its figure too.
                readings[path] = Reading(value, text, AMBIGUOUS if value is None else RECOVERED)
    held = _held(readings, form) if readings else None
    if not held:
        return {}
    return {
        # A sum with an empty cell in it confirms nothing.
        path: reading if path in held or reading.status != RECOVERED else reading._replace(value=None, status=AMBIGUOUS)
        for path, reading in readings.items()
    }


def _is_broken(readings: Mapping[str, Reading], form: Form) -> bool:
    """Whether a sum without an empty cell does not hold."""
    return any(not holds for _instance, holds in _weighed(readings, form))


def _held(readings: Mapping[str, Reading], form: Form) -> set[str] | None:
    """The cells in sums that hold; None if a sum without an empty cell does not."""
    held: set[str] = set()
    for instance, holds in _weighed(readings, form):
        if not holds:
            return None
        held |= {*instance.left, *instance.right}
    return held


def _weighed(readings: Mapping[str, Reading], form: Form) -> Iterator[tuple[Sum, bool]]:
    """The sums without an empty cell, and whether they hold; rows that are not there count for nothing."""
    values = {path: reading.value for path, reading in readings.items()}
    for instance in sums(form, tuple(values)):
        left, right = ([values.get(path, 0) for path in side] for side in (instance.left, instance.right))
        if None not in left and None not in right:
            yield instance, sum(filter(None, left)) == sum(filter(None, right))
