"""Reading a table from text that has lost its lines: one cell after another.

Labels are recognised as they come, also when broken over several lines or words; what follows a
row's label up to the next label are its figures, in the order of the headers before it. Nothing is
guessed at: where the text would hide a blank cell a row needs as many figures as the header has
columns, and its own sum must hold; where the header is not understood, no figure has a place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.forms import Block, Column, Row
from govreports.forms.labels import core, printed_unit, squeeze
from govreports.reading.numbers import is_figure, read_figure
from govreports.reading.tables.headers import HeaderLabel, cut_labels, shows, understand
from govreports.reading.tables.lexicon import Lexicon, RowSense, Senses, closest_column
from govreports.reading.tables.result import Readings

_MOST_PIECES: Final = 6
_LONGEST_WORD: Final = 80


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or cell of line *line*. *row* numbers the printed row where the source shows cells (blanks too)."""

    text: str
    line: int
    row: int | None

    @property
    def is_figure(self) -> bool:
        return is_figure(self.text)


@dataclass(slots=True)
class _OpenRow:
    block: Block
    row: Row
    columns: list[Column]
    """From left to right; none where the header was not understood."""
    units: dict[Column, str | None]
    may_be_group: bool
    """Whether the label may head a group of rows instead: then it has no figures of its own."""
    printed_row: int | None
    """The printed row of the label, where the source shows rows."""
    values: list[_Token] = field(default_factory=list)


def read_stream(blocks: Iterable[BlockItem], words: Lexicon) -> Readings:
    """Every cell of the form that stands in a run of paragraphs and tables without spans."""
    return _StreamReader(words).read(list(_tokens(blocks, words)))


def _tokens(blocks: Iterable[BlockItem], words: Lexicon) -> Iterator[_Token]:
    line = 0
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                line += 1
                yield from (_Token(cell.text, line, line) for cell in row if cell is not None)
        elif isinstance(block, Paragraph):
            line += 1
            if " " not in block.text or is_figure(block.text) or core(block.text) in words.senses:
                yield _Token(block.text, line, None)
            else:
                yield from (_Token(word, line, None) for word in block.text.split())


class _StreamReader:
    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.found = Readings()
        self.header: list[HeaderLabel] = []
        self.understood: dict[int, list[Column]] = {}
        self.before_header: list[HeaderLabel] = []
        """Words since the last row that are no labels: a misspelt label may begin the next header."""
        self.header_row: int | None = None
        """The printed row of the last header label, where the source shows rows."""
        self.gap = False
        """Whether an empty cell of that row came after it."""
        self.in_data = False
        self.open: _OpenRow | None = None
        self.padded: list[tuple[_OpenRow, list[str]]] = []
        """Rows with empty cells behind their figures: right if no row of the table speaks against it."""
        self.bare: list[_OpenRow] = []
        """Labels with nothing at all behind them: blank rows, unless figures of the table lost their label."""
        self.strays = False
        """Whether the table has figures that are no label's."""
        self.doubtful = False

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
                self._known(text, senses, token.row)
            else:
                self._unknown(token, followed=position + 1 < len(tokens) and tokens[position + 1].is_figure)
            position += length
        self._close()
        self._settle_doubts()
        return self.found

    def _label(self, tokens: Sequence[_Token], position: int) -> tuple[int, str, Senses | None]:
        """The longest label that begins here: how many tokens, its text, its senses."""
        text = ""
        best: tuple[int, str, Senses | None] = (1, tokens[position].text, None)
        for length, token in enumerate(tokens[position : position + _MOST_PIECES], 1):
            # One token alone may go on in a long note in brackets.
            if not token.text or token.is_figure or (text and len(text) + len(token.text) > _LONGEST_WORD):
                break
            text += squeeze(token.text)
            senses = self.words.senses.get(core(text))
            if senses is not None:
                best = (length, text, senses)
        return best

    def _known(self, text: str, senses: Senses, row: int | None) -> None:
        self._close()
        sense = self._row_sense(senses)
        if senses.heads_columns and not (self.in_data and sense is not None):
            if self.in_data:
                self._settle_doubts()
                self.header = list(self.before_header)
                self.before_header.clear()
                self.understood.clear()
                self.in_data = False
            if self.gap and self.header and self.header_row == row and not self._is_group(self.header[-1]):
                self.header.append(HeaderLabel("", "(an empty header)", None))
            self._add_header(HeaderLabel(text, core(text), senses), row)
        elif sense is not None:
            self._open_row(sense.block, sense.row, row, may_be_group=senses.is_row_group)

    def _is_group(self, label: HeaderLabel) -> bool:
        return label.senses is not None and bool(label.senses.groups)

    def _add_header(self, label: HeaderLabel, row: int | None) -> None:
        self.header.append(label)
        self.header_row = row
        self.gap = False
        self.understood.clear()

    def _row_sense(self, senses: Senses) -> RowSense | None:
        """The row a label names, of a block whose headers have been seen."""
        return next((sense for sense in senses.rows if shows(self.header, sense.block)), None)

    def _unknown(self, token: _Token, *, followed: bool) -> None:
        self._close()
        if self.in_data and followed:
            blocks = [block for block in self.words.form.blocks if shows(self.header, block)]
            sense = self.words.closest_row(core(token.text), blocks)
            if sense is not None:
                self.found.misspelt[token.text] = sense.row.labels[-1]
                self._open_row(sense.block, sense.row, token.row)
                return
        if len(token.text) <= _LONGEST_WORD:
            label = self._meant(token.text)
            if self.in_data:
                self.before_header.append(label)
                self.header_row = token.row
                self.gap = False
            else:
                self._add_header(label, token.row)

    def _meant(self, text: str) -> HeaderLabel:
        """A header that equals no label of the form: perhaps one that is misspelt."""
        written = core(text)
        for block in self.words.form.blocks:
            label = self.words.closest_group(written, block)
            if label is None:
                column = closest_column(written, block.columns)
                label = column.labels[-1] if column is not None else None
            if label is not None:
                self.found.misspelt[text] = label
                return HeaderLabel(text, core(label), self.words.senses[core(label)])
        return HeaderLabel(text, written, None)

    def _figure(self, tokens: Sequence[_Token], position: int) -> None:
        token = tokens[position]
        if self.open is None and not token.text:
            self.gap |= token.row is not None and token.row == self.header_row
        elif self.open is None and not self.in_data:
            self._open_unlabelled(tokens, position)
        if self.open is not None:
            self.open.values.append(token)
        elif self.in_data and token.text:
            self.strays = True

    def _open_row(self, block: Block, row: Row, printed_row: int | None, *, may_be_group: bool = False) -> None:
        self.in_data = True
        self.before_header.clear()
        self.open = _OpenRow(block, row, self._columns(block), self._units(block), may_be_group, printed_row)

    def _open_unlabelled(self, tokens: Sequence[_Token], position: int) -> None:
        """Begin the single row of a block whose row has no label, at its first figure."""
        for block in self.words.form.blocks:
            if not block.rows[0].labels and shows(self.header, block):
                here = tokens[position].row
                self._open_row(block, block.rows[0], here)
                first = position
                while here is not None and first > 0 and tokens[first - 1].row == here and not tokens[first - 1].text:
                    first -= 1
                if self.open is not None:
                    self.open.values.extend(tokens[first:position])
                return

    def _close(self) -> None:
        """End the open row: place its figures, or say that they have no certain place."""
        opened, self.open = self.open, None
        if opened is None:
            return
        values = _of_row(opened)
        if values is not opened.values and any(
            token.text for token in opened.values if token.row != opened.printed_row
        ):
            self.strays = True
        texts = [token.text for token in values]
        count = len(opened.columns)
        if not texts:
            if not opened.may_be_group:
                self.bare.append(opened)
        elif not any(texts):
            self._place_blanks(opened)
        elif not count:
            self._leave_out(opened, texts)
        elif len(texts) == count:
            # Over several lines, a blank that the text hides and a stray number (a page's) can make up
            # for each other in the count.
            shown = any(token.row is not None for token in values)
            in_one_line = len({token.line for token in values}) == 1
            if shown or in_one_line or self._adds_up(opened, texts):
                self._place(opened, texts, opened.columns)
            else:
                self._leave_out(opened, texts)
        elif len(texts) > count and not any(texts[count:]):
            self.padded.append((opened, texts[:count]))
        else:
            self.doubtful = True
            self._leave_out(opened, texts)

    def _settle_doubts(self) -> None:
        for opened, texts in self.padded:
            if self.doubtful:
                self._leave_out(opened, texts)
            else:
                self._place(opened, texts, opened.columns)
        for opened in self.bare:
            if self.doubtful or self.strays:
                self._leave_out(opened, [])
            else:
                self._place_blanks(opened)
        self.padded.clear()
        self.bare.clear()
        self.doubtful = self.strays = False

    def _place_blanks(self, opened: _OpenRow) -> None:
        columns = opened.block.columns
        self._place(opened, [""] * len(columns), columns)

    def _place(self, opened: _OpenRow, texts: Sequence[str], columns: Sequence[Column]) -> None:
        for column, text in zip(columns, texts, strict=True):
            self.found.put(opened.block, opened.row, column, text, opened.units.get(column))

    def _leave_out(self, opened: _OpenRow, texts: Sequence[str]) -> None:
        raw = " ".join(texts)
        for column in opened.block.columns:
            self.found.put_unsure(opened.block, opened.row, column, raw)

    def _adds_up(self, opened: _OpenRow, texts: Sequence[str]) -> bool:
        """Whether no sum that the form has within a row is broken by these figures."""
        values = {
            column.key: read_figure(text, column, opened.units.get(column)).value or 0
            for column, text in zip(opened.columns, texts, strict=True)
        }
        for identity in self.words.form.identities:
            if identity.table != opened.block.table or identity.across == "columns":
                continue
            prefixes = {key.rpartition(".")[0] for key in values} if identity.across == "blocks" else {""}
            for prefix in prefixes:
                dot = f"{prefix}." if prefix else ""
                left, right = (sum(values[f"{dot}{key}"] for key in keys) for keys in (identity.left, identity.right))
                if left != right:
                    return False
        return True

    def _columns(self, block: Block) -> list[Column]:
        """The columns of *block* as the header shows them, from left to right; none if it is not understood."""
        if id(block) not in self.understood:
            columns = understand(self.header, block)
            if not columns and (cut := cut_labels(self.header, block)):
                self.found.misspelt.update(cut)
                columns = list(block.columns)
            self.understood[id(block)] = columns
        return self.understood[id(block)]

    def _units(self, block: Block) -> dict[Column, str | None]:
        return {
            sense.column: printed_unit(label.text)
            for label in self.header
            if label.senses is not None
            for sense in label.senses.columns
            if sense.block is block
        }


def _of_row(opened: _OpenRow) -> list[_Token]:
    """The values printed in the label's own row; all that came, where rows are not shown or hold one cell each.

    The empty cells that begin the next row are not this one's, nor are the figures of a row that lost its label.
    """
    own = [token for token in opened.values if token.row == opened.printed_row]
    others = [token for token in opened.values if token.row != opened.printed_row]
    if opened.printed_row is None or not own:
        return opened.values
    whole = len(own) >= len(opened.columns) > 0 and any(token.text for token in own)
    return own if whole or not any(token.text for token in others) else opened.values
