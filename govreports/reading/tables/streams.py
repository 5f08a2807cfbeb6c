"""Reading a table from text that has lost its lines: one cell after another.

Labels are recognised as they come, also when broken over several lines or words; what follows a
row's label up to the next label are its figures, in the order of the headers before it. Where the
text would hide a blank cell, a row with too few figures is not guessed at.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.forms import Block, Column, Row
from govreports.forms.labels import core, printed_unit, squeeze
from govreports.reading.numbers import is_figure
from govreports.reading.tables.lexicon import Lexicon, RowSense, Senses
from govreports.reading.tables.result import Readings

_MOST_PIECES: Final = 6
_LONGEST_WORD: Final = 80


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or cell. *row* numbers the printed row where the source shows cells (blanks too)."""

    text: str
    row: int | None

    @property
    def is_figure(self) -> bool:
        return is_figure(self.text)


@dataclass(slots=True)
class _Label:
    """A label as printed in the header, and what it can mean; nothing if it is not the form's."""

    text: str
    core: str
    senses: Senses | None


@dataclass(slots=True)
class _OpenRow:
    block: Block
    row: Row
    columns: list[Column]
    units: dict[Column, str | None]
    values: list[_Token]
    sure: bool
    """Whether the whole header was understood: order means nothing in a part of it."""
    may_be_group: bool
    """Whether the label may head a group of rows instead: then it has no figures of its own."""


def read_stream(blocks: Iterable[BlockItem], words: Lexicon) -> Readings:
    """Every cell of the form that stands in a run of paragraphs and tables without spans."""
    return _StreamReader(words).read(list(_tokens(blocks, words)))


def _tokens(blocks: Iterable[BlockItem], words: Lexicon) -> Iterator[_Token]:
    number = 0
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                number += 1
                yield from (_Token(cell.text, number) for cell in row if cell is not None)
        elif isinstance(block, Paragraph):
            if " " not in block.text or is_figure(block.text) or core(block.text) in words.senses:
                yield _Token(block.text, None)
            else:
                yield from (_Token(word, None) for word in block.text.split())


class _StreamReader:
    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.found = Readings()
        self.header: list[_Label] = []
        self.in_data = False
        self.open: _OpenRow | None = None

    def read(self, tokens: Sequence[_Token]) -> Readings:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.is_figure:
                self._figure(tokens, position)
                position += 1
                continue
            length, text, senses = self._label(tokens, position)
            if senses is not None:
                self._known(text, senses)
            else:
                self._unknown(token, followed=position + 1 < len(tokens) and tokens[position + 1].is_figure)
            position += length
        self._close()
        return self.found

    def _label(self, tokens: Sequence[_Token], position: int) -> tuple[int, str, Senses | None]:
        """The longest label that begins here: how many tokens, its text, its senses."""
        text = ""
        best: tuple[int, str, Senses | None] = (1, tokens[position].text, None)
        for length, token in enumerate(tokens[position : position + _MOST_PIECES], 1):
            if not token.text or token.is_figure or len(text) + len(token.text) > _LONGEST_WORD:
                break
            text += squeeze(token.text)
            senses = self.words.senses.get(core(text))
            if senses is not None:
                best = (length, text, senses)
        return best

    def _known(self, text: str, senses: Senses) -> None:
        self._close()
        heads = senses.heads_columns and not (self.in_data and self._row_sense(senses) is not None)
        if heads:
            if self.in_data:
                self.header.clear()
                self.in_data = False
            self.header.append(_Label(text, core(text), senses))
            return
        sense = self._row_sense(senses)
        if sense is not None:
            self._open_row(sense.block, sense.row, may_be_group=senses.is_row_group)

    def _row_sense(self, senses: Senses) -> RowSense | None:
        """The row a label names, of a block whose headers have been seen."""
        for sense in senses.rows:
            if self._columns(sense.block):
                return sense
        return None

    def _unknown(self, token: _Token, *, followed: bool) -> None:
        self._close()
        if self.in_data and followed:
            blocks = [block for block in self.words.form.blocks if self._columns(block)]
            sense = self.words.closest_row(core(token.text), blocks)
            if sense is not None:
                self.found.misspelt[token.text] = sense.row.labels[-1]
                self._open_row(sense.block, sense.row)
                return
        if not self.in_data and len(token.text) <= _LONGEST_WORD:
            self.header.append(self._header_label(token.text))

    def _header_label(self, text: str) -> _Label:
        """A header that equals no label of the form: perhaps a group's, misspelt."""
        for block in self.words.form.blocks:
            label = self.words.closest_group(core(text), block)
            if label is not None:
                self.found.misspelt[text] = label
                return _Label(text, core(label), self.words.senses[core(label)])
        return _Label(text, core(text), None)

    def _figure(self, tokens: Sequence[_Token], position: int) -> None:
        token = tokens[position]
        if self.open is None and token.text and not self.in_data:
            self._open_unlabelled(tokens, position)
        if self.open is not None:
            self.open.values.append(token)

    def _open_row(self, block: Block, row: Row, *, may_be_group: bool = False) -> None:
        self.in_data = True
        columns = self._columns(block)
        sure = len(columns) == len(block.columns)
        if not sure:
            columns = list(block.columns)
        self.open = _OpenRow(block, row, columns, self._units(block), [], sure, may_be_group)

    def _open_unlabelled(self, tokens: Sequence[_Token], position: int) -> None:
        """Begin the single row of a block whose row has no label, at its first figure."""
        for block in self.words.form.blocks:
            if not block.rows[0].labels and self._columns(block):
                self._open_row(block, block.rows[0])
                first = position
                here = tokens[position].row
                while here is not None and first > 0 and tokens[first - 1].row == here and not tokens[first - 1].text:
                    first -= 1
                if self.open is not None:
                    self.open.values.extend(tokens[first:position])
                return

    def _close(self) -> None:
        opened, self.open = self.open, None
        if opened is None:
            return
        values = list(opened.values)
        shown = any(token.row is not None for token in values)
        if shown:
            # The source shows blank cells, and pads rows at their end.
            while values and not values[-1].text:
                values.pop()
        if not values and opened.may_be_group:
            return
        block, row = opened.block, opened.row
        count = len(opened.columns)
        if not values or (opened.sure and (len(values) == count or (shown and len(values) < count))):
            texts = [token.text for token in values] + [""] * (len(opened.columns) - len(values))
            for column, text in zip(opened.columns, texts, strict=True):
                self.found.put(block, row, column, text, opened.units.get(column))
        else:
            raw = " ".join(token.text for token in values)
            for column in opened.columns:
                self.found.put_unsure(block, row, column, raw)

    def _columns(self, block: Block) -> list[Column]:
        """The columns of *block* as the header shows them, from left to right; none if it does not."""
        labels = [label for label in self.header if label.senses is None or _heads(label.senses, block)]
        known = [label for label in labels if label.senses is not None]
        if not known:
            return []
        columns = _in_order(known, block)
        if len(columns) < len(block.columns):
            columns = self._with_cut_labels(labels, block) or columns
        return columns

    def _with_cut_labels(self, labels: Sequence[_Label], block: Block) -> list[Column] | None:
        """All columns in the form's order, if the header shows just that, some labels cut or misspelt."""
        last = labels[-len(block.columns) :]
        if len(last) < len(block.columns) or any(len(column.labels) > 1 for column in block.columns):
            return None
        for label, column in zip(last, block.columns, strict=True):
            exact = label.core in column.cores[-1]
            cut = len(label.core) >= 3 and any(spelling.startswith(label.core) for spelling in column.cores[-1])
            if not exact and not cut:
                return None
            if not exact:
                self.found.misspelt[label.text] = column.labels[-1]
        return list(block.columns)

    def _units(self, block: Block) -> dict[Column, str | None]:
        return {
            sense.column: printed_unit(label.text)
            for label in self.header
            if label.senses is not None
            for sense in label.senses.columns
            if sense.block is block
        }


def _heads(senses: Senses, block: Block) -> bool:
    return any(sense.block is block for sense in senses.columns) or any(sense.block is block for sense in senses.groups)


def _in_order(labels: Sequence[_Label], block: Block) -> list[Column]:
    """Columns from left to right, from header labels in the order in which text gives them.

    Text gives a header row by row: first the outer labels, then the inner ones. So the place of a
    group among the outer labels is the place of its columns.
    """
    tops: list[tuple[str, ...]] = []
    below: dict[tuple[str, ...], list[Column]] = {}
    for group, columns in _runs(labels, block):
        top = group[:1]
        for column in columns:
            key = top or (column.key,)
            if key not in tops:
                tops.append(key)
            below.setdefault(key, []).append(column)
    outer = _outer_order(labels, block)
    if any(key not in outer for key in tops):
        if not _names_are_unique(block):
            # Without its outer header nobody can say where a group stands: better no figures.
            return []
        for key in tops:
            spellings = below[key][0].cores[-1]
            outer.setdefault(key, next(n for n, label in enumerate(labels) if label.core in spellings))
    tops.sort(key=lambda key: outer[key])
    return [column for key in tops for column in below[key]]


def _names_are_unique(block: Block) -> bool:
    """Whether a column's last header alone tells which column it is."""
    names = [column.labels[-1] for column in block.columns]
    return len(set(names)) == len(names)


def _outer_order(labels: Sequence[_Label], block: Block) -> dict[tuple[str, ...], int]:
    """Where each outermost label of the block's header was first printed."""
    order: dict[tuple[str, ...], int] = {}
    for number, label in enumerate(labels):
        for column in block.columns:
            if label.core in column.cores[0]:
                order.setdefault(column.labels[:-1][:1] or (column.key,), number)
    return order


def _runs(labels: Sequence[_Label], block: Block) -> Iterator[tuple[tuple[str, ...], list[Column]]]:
    """The innermost labels in the groups they belong to: (group labels, columns in printed order).

    Where every group has the same inner labels (table four), each time the labels begin anew the
    next group is meant: those with a single label over them first, as their row comes first.
    """
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in block.columns:
        groups.setdefault(column.labels[:-1], []).append(column)
    own = [label for label in labels if any(label.core in column.cores[-1] for column in block.columns)]
    if _names_are_unique(block):
        for group, columns in groups.items():
            printed = [column for label in own for column in columns if label.core in column.cores[-1]]
            yield group, list(dict.fromkeys(printed))
        return
    rest = iter(sorted(groups, key=lambda group: (len(group), _printed_at(group, labels, block))))
    group = next(rest)
    run: list[Column] = []
    for label in own:
        match = _in_group(label, groups[group])
        if match is None or match in run:
            yield group, run
            run = []
            following = next(rest, None)
            if following is None:
                return
            group = following
            match = _in_group(label, groups[group])
        if match is not None:
            run.append(match)
    yield group, run


def _in_group(label: _Label, columns: Sequence[Column]) -> Column | None:
    return next((column for column in columns if label.core in column.cores[-1]), None)


def _printed_at(group: tuple[str, ...], labels: Sequence[_Label], block: Block) -> int:
    cores = next(column.cores for column in block.columns if column.labels[:-1] == group)
    innermost = cores[len(group) - 1]
    return next((number for number, label in enumerate(labels) if label.core in innermost), len(labels))
