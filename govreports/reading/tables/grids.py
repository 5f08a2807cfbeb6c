"""Reading a table whose source states where cells begin and end (HTML, Word).

Headers are found by their labels, wherever they stand; a row is read from the cells right of its
label. Where a row has exactly as many cells as the header has columns, they correspond in order,
which survives wrong spans; where it has not, a cell belongs to the header it stands under. A table
that a page break has cut goes on under the headers before the break.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import dropwhile, takewhile
from typing import Final

from govreports.documents.model import BlockItem, Cell, Grid, Paragraph
from govreports.forms import Block, Column, Row
from govreports.forms.labels import core, printed_unit, squeeze
from govreports.reading.numbers import is_figure
from govreports.reading.tables.lexicon import Lexicon, closest_column
from govreports.reading.tables.result import Readings

_FEWEST_NUMBERED: Final = 5
"""Fewer numbers than this in a row, counting up from one, may be figures."""
# What may stand between the two parts of a table that a page break has cut: the page's number, the header's words again.
_PAGE_BREAK: Final = re.compile(
    r"[-—–]*(?:第?\d{1,4}页?(?:[共/]\d{1,4}页?)?)?[-—–]*|\(?(?:续表|接上表|接上页)[^\d]{0,4}\)?"
)


@dataclass(slots=True)
class _Header:
    """The columns of a block as a table prints them: where each stands, from left to right."""

    positions: dict[Column, list[int]] = field(default_factory=dict)
    units: dict[Column, str | None] = field(default_factory=dict)
    heads: dict[Column, set[int]] = field(default_factory=dict)
    """The header cells that name each column, by identity."""
    foreign: bool = False
    """Whether the table has columns of figures that the form does not know."""
    is_torn: bool = False
    """Whether one group has the same header twice: its span is wrong, and those beside it are."""


def read_grids(blocks: Iterable[BlockItem], words: Lexicon, into: Readings) -> None:
    """Put every cell of the form that stands in a table with spans into *into*."""
    before: _GridReader | None = None
    for block in blocks:
        if isinstance(block, Grid) and block.spans:
            before = _GridReader(block, words, into, before)
            before.read()
        elif not isinstance(block, Paragraph) or not _PAGE_BREAK.fullmatch(squeeze(block.text)):
            before = None


class _GridReader:
    def __init__(self, grid: Grid, words: Lexicon, into: Readings, before: "_GridReader | None") -> None:
        self.grid = grid
        self.words = words
        self.found = into
        self.header_rows: list[int] = []
        self.headers: dict[int, _Header] = {}
        self.in_data = False
        self.before = before if before is not None and self._goes_on(before) else None

    def read(self) -> None:
        for number in range(len(self.grid.rows)):
            own = self._own(number)
            if own and not (self.header_rows and not self.in_data and _numbers_columns(own)):
                self._row(number, own)

    def _goes_on(self, before: "_GridReader") -> bool:
        """Whether the first row is one of the table *before*, and not a header."""
        if len(self.grid.rows[0]) != len(before.grid.rows[0]):
            return False
        own = self._own(0)
        labels = list(takewhile(lambda cell: not is_figure(cell.text), own))
        figures = own[len(labels) :]
        if not any(_is_number(cell.text) for cell in figures) or not all(is_figure(cell.text) for cell in figures):
            return False
        if not labels:
            return any(
                not block.rows[0].labels and len(figures) == len(before.columns(block))
                for block in self.words.form.blocks
            )
        senses = self.words.senses.get(core(labels[-1].text))
        rows = senses.rows if senses is not None else ()
        return any(len(figures) == len(before.columns(sense.block)) for sense in rows)

    def columns(self, block: Block) -> dict[Column, list[int]]:
        """The columns of *block* under the last headers."""
        return self._header(block).positions

    def _own(self, number: int) -> list[Cell]:
        """The cells that begin in this row, from left to right."""
        cells: list[Cell] = []
        for cell in self.grid.rows[number]:
            if cell is not None and cell.row == number and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def _row(self, number: int, own: list[Cell]) -> None:
        senses = self.words.senses
        heading = 0
        label: Cell | None = None
        for cell in own:
            sense = None if cell.text.isdigit() else senses.get(core(cell.text))
            if sense is not None:
                heading += sense.heads_columns
                if sense.rows:
                    label = cell
        if heading >= 2:
            self._head(number)
            return
        if heading and label is None:
            if _may_head(own):
                self._head(number)
            return
        if self._labelled(number, own, label) or self._unlabelled(number, own):
            return
        if (heading or not (self.in_data or self.before)) and _may_head(own):
            self._head(number)

    def _head(self, number: int) -> None:
        if self.in_data:
            self.header_rows.clear()
            self.in_data = False
        self.headers.clear()
        self.header_rows.append(number)

    def _labelled(self, number: int, own: list[Cell], label: Cell | None) -> bool:
        """Read a row that a label of the form names; False if none does."""
        if all(not is_figure(cell.text) for cell in own):
            return False
        if label is not None:
            for sense in self.words.senses[core(label.text)].rows:
                values = [cell for cell in own if cell.column > label.column]
                if self._fits(sense.block, values):
                    self._data(number, sense.block, sense.row, values)
                    return True
        # The label proper is the last text before the figures. One that is not the form's may still
        # be meant as one; if not, this row is none of the form's, whatever its group says.
        front = list(takewhile(lambda cell: not cell.text or not is_figure(cell.text), own))
        texts = [cell for cell in front if cell.text]
        if not texts or texts[-1] is label:
            return False
        blocks = [block for block in self.words.form.blocks if self._header(block).positions]
        meant = self.words.closest_row(core(texts[-1].text), blocks)
        if meant is None:
            return False
        self.found.misspelt[texts[-1].text] = meant.row.labels[-1]
        self._data(number, meant.block, meant.row, [cell for cell in own if cell.column > texts[-1].column])
        return True

    def _fits(self, block: Block, values: list[Cell]) -> bool:
        """Whether the cells right of a label can be its figures: words are only where a figure should be."""
        columns = len(self._header(block).positions)
        return columns > 0 and (len(values) == columns or all(is_figure(cell.text) for cell in values))

    def _data(self, number: int, block: Block, row: Row, values: list[Cell]) -> None:
        self.in_data = True
        self._values(number, block, row, self._header(block), values)

    def _unlabelled(self, number: int, own: list[Cell]) -> bool:
        """Read the single row of a block whose row has no label; False if this is not it."""
        if not (self.header_rows or self.before):
            return False
        if not any(_is_number(cell.text) for cell in own) and self._says_more(number + 1):
            # A spacer among the headers, or before the figures.
            return True
        for block in self.words.form.blocks:
            row = block.rows[0]
            header = self._header(block) if not row.labels else None
            if header is not None and header.positions and self._are_figures(number, own, header):
                self._data(number, block, row, own)
                return True
        return False

    def _are_figures(self, number: int, own: list[Cell], header: _Header) -> bool:
        """Whether the cells of a row without label are figures; or most are, and each stands under a header of its own."""
        words = sum(not is_figure(cell.text) for cell in own)
        if not words:
            return True
        line = self.grid.rows[number]
        under = [line[places[0]] for places in header.positions.values()]
        return not header.foreign and 2 * words < len(own) and list(map(id, under)) == list(map(id, own))

    def _is_in_place(self, number: int, row: Row, header: _Header) -> bool:
        """Whether the cells of a row stand where the headers are, as far as its ends can tell.

        A row that ends before the headers do lacks a cell, and nobody can say which; one that ends behind
        them, or hangs under another row's group, is shifted.
        """
        line = self.grid.rows[number]
        own = {spelling for cores in row.cores for spelling in cores}
        first = min(min(places) for places in header.positions.values())
        for cell in line[:first]:
            written = core(cell.text) if cell is not None else ""
            senses = self.words.senses.get(written)
            if senses is not None and (senses.rows or senses.is_row_group) and written not in own:
                return False
        head = self.grid.rows[(self.header_rows or [number])[-1]]
        return all((cell is None) == (over is None) for cell, over in zip(line[first:], head[first:], strict=True))

    def _says_more(self, start: int) -> bool:
        """Whether any row from *start* on has figures or labels of the form."""
        texts = {cell.text for line in self.grid.rows[start:] for cell in line if cell is not None and cell.text}
        return any(_is_number(text) or core(text) in self.words.senses for text in texts)

    def _values(self, number: int, block: Block, row: Row, header: _Header, values: list[Cell]) -> None:
        columns = list(header.positions)
        if len(values) == len(columns) and not header.foreign and not header.is_torn:
            for column, cell in zip(columns, values, strict=True):
                self.found.put(block, row, column, cell.text, header.units[column])
            return
        line = self.grid.rows[number]
        by_key = {id(cell): cell for cell in values}
        under = {
            column: {id(line[place]) for place in places} & by_key.keys() for column, places in header.positions.items()
        }
        owners = Counter(key for keys in under.values() for key in keys)
        in_place = not header.is_torn and self._is_in_place(number, row, header)
        # One header over two cells, where nothing else stands over them, is a span that shifts all others.
        in_place = in_place and not any(len(keys) > len(header.heads[column]) for column, keys in under.items())
        for column, keys in under.items():
            if in_place and len(keys) == 1 and all(owners[key] == 1 for key in keys):
                (key,) = keys
                self.found.put(block, row, column, by_key[key].text, header.units[column])
            else:
                self.found.put_unsure(block, row, column, " ".join(value.text for value in values))

    def _header(self, block: Block) -> _Header:
        if self.before is not None and not self.header_rows:
            return self.before._header(block)
        header = self.headers.get(id(block))
        if header is None:
            header = self.headers[id(block)] = self._match(block)
        return header

    def _match(self, block: Block) -> _Header:
        """Match the header rows above against the columns of *block*."""
        header = _Header()
        loose: dict[int, list[int]] = {}
        texts: dict[int, str] = {}
        for place in range(len(self.grid.rows[0])):
            cells = self._above(place)
            if not cells:
                continue
            path = tuple(core(cell.text) for cell in cells)
            if len(path) > 1 and path[0] not in self.words.senses:
                path = (self._group_meant(cells[0].text, block), *path[1:])
            column = _column(path, block)
            if column is None and len(path) > 1:
                # A header's words may be broken over two rows of cells.
                column = _column((*path[:-2], path[-2] + path[-1]), block)
            if column is not None:
                header.positions.setdefault(column, []).append(place)
                header.heads.setdefault(column, set()).add(id(cells[-1]))
                header.units[column] = printed_unit(cells[-1].text)
            else:
                key = id(cells[-1])
                loose.setdefault(key, []).append(place)
                texts[key] = cells[-1].text
        if header.positions:
            self._settle_loose(block, header, loose, texts)
        header.is_torn = any(len(heads) > 1 and len(column.labels) > 1 for column, heads in header.heads.items())
        return header

    def _group_meant(self, text: str, block: Block) -> str:
        """The core of an outermost header, or of the form's group header that it misspells."""
        label = self.words.closest_group(core(text), block)
        if label is None:
            return core(text)
        self.found.misspelt[text] = label
        return core(label)

    def _above(self, place: int) -> list[Cell]:
        """The header cells over one column that say anything, from the top down, each once."""
        cells: list[Cell] = []
        for number in self.header_rows:
            cell = self.grid.rows[number][place]
            if cell is not None and core(cell.text) and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def _settle_loose(self, block: Block, header: _Header, loose: dict[int, list[int]], texts: dict[int, str]) -> None:
        """Headers that no label of the form equals: misspelt or cut ones are placed, others noted."""
        first = min(min(places) for places in header.positions.values())
        open_columns = [column for column in block.columns if column not in header.positions]
        for key, places in loose.items():
            written = core(texts[key])
            column = _meant_column(written, open_columns)
            if column is not None:
                open_columns.remove(column)
                header.positions[column] = places
                header.heads[column] = {key}
                header.units[column] = printed_unit(texts[key])
                self.found.misspelt[texts[key]] = column.labels[-1]
            elif min(places) > first:
                header.foreign = True
        header.positions = dict(sorted(header.positions.items(), key=lambda item: item[1][0]))


def _is_number(text: str) -> bool:
    return (text.isascii() and text.isdigit()) or (is_figure(text) and any(char.isdigit() for char in text))


def _may_head(own: list[Cell]) -> bool:
    """Figures head nothing: a word of the headers before them is a label that the form does not have (其他, 合计)."""
    return not any(_is_number(cell.text) for cell in own)


def _numbers_columns(own: list[Cell]) -> bool:
    """Whether a row under the headers only numbers the columns: 栏次, 1, 2, 3."""
    texts = [cell.text for cell in own]
    numbers = list(dropwhile(lambda text: not text.isdigit(), texts))
    return len(numbers) >= _FEWEST_NUMBERED and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _meant_column(written: str, columns: list[Column]) -> Column | None:
    """The column whose header is misspelt or cut here; none where the header is one that several share."""
    if any(written in column.cores[-1] for column in columns):
        return None
    return closest_column(written, columns) or next((column for column in columns if _cut(written, column)), None)


def _cut(written: str, column: Column) -> bool:
    """Whether *written* is the beginning of the column's header, cut off by the page."""
    return len(written) >= 3 and any(spelling.startswith(written) for spelling in column.cores[-1])


@lru_cache(maxsize=4096)
def _column(path: tuple[str, ...], block: Block) -> Column | None:
    """The column that a path of headers names: by its last label, then by the groups above it."""
    above = path[:-1]
    own = [
        column for column in block.columns if path[-1] in column.cores[-1] and _may_stand_under(above, column, block)
    ]
    if len(own) <= 1:
        return own[0] if own else None

    def fit(column: Column) -> float:
        groups = column.cores[:-1]
        return sum(any(word in cores for word in above) for cores in groups) / len(groups) if groups else 0.0

    ranked = sorted(own, key=fit, reverse=True)
    return ranked[0] if fit(ranked[0]) > fit(ranked[1]) else None


def _may_stand_under(above: Sequence[str], column: Column, block: Block) -> bool:
    """Whether no group of other columns is printed over *column*: 合计 under 法人或其他组织 is not the table's."""
    return _groups(block).difference(*column.cores[:-1]).isdisjoint(above)


@cache
def _groups(block: Block) -> frozenset[str]:
    """Every spelling of the headers that stand over several columns of *block*."""
    return frozenset(spelling for column in block.columns for cores in column.cores[:-1] for spelling in cores)
