"""Tokens of glued text into tables: headers that are understood whole, and rows with all that is printed in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from govreports.forms import Block, Column, Row
from govreports.forms.labels import core, squeeze
from govreports.reading.tables.glued.lexer import Token
from govreports.reading.tables.headers import CORNER, HeaderLabel, printed_units, understand
from govreports.reading.tables.lexicon import Lexicon

_ORDINAL: Final = re.compile(r"^(?:其中:?)?(\d{1,2})[.、]")
_LONGEST_LABEL: Final = 60
# The end of a sentence, or of a section's title as agencies word it.
_SETS_OFF: Final = re.compile(r"[。!?]|情况$")
_ENOUGH_HEADERS: Final = 2


@dataclass(slots=True)
class GluedRow:
    """A row as printed: *pieces* between sure boundaries, *readings* of them if some digits may be an ordinal."""

    row: Row
    pieces: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    readings: tuple[tuple[str, ...], ...] = ()
    """None if what is printed here cannot be told."""


@dataclass(slots=True)
class GluedTable:
    """A block with its columns from left to right; none where its header was not understood."""

    block: Block
    columns: list[Column]
    units: dict[Column, str | None]
    rows: list[GluedRow] = field(default_factory=list)


def lay_out(tokens: Sequence[Token], words: Lexicon) -> tuple[list[GluedTable], dict[str, str]]:
    """The tables among *tokens*, and labels that only likeness could place: as printed -> the form's."""
    layout = _Layout(tokens, words)
    layout.run()
    return layout.tables, layout.misspelt


class _Layout:
    def __init__(self, tokens: Sequence[Token], words: Lexicon) -> None:
        self.tokens = tokens
        self.words = words
        self.tables: list[GluedTable] = []
        self.misspelt: dict[str, str] = {}
        self.header: list[HeaderLabel] = []
        self.live: list[GluedTable] = []
        """The tables under the present header that have rows."""
        self.foreign: list[HeaderLabel] = []
        """Words since the last row that are no labels."""
        self.open: GluedRow | None = None

    def run(self) -> None:
        """Go through all tokens."""
        for place, token in enumerate(self.tokens):
            if token.kind == "label":
                self._label(place)
            elif token.kind == "figures":
                self._figures(place)
            elif token.kind == "other":
                self._other(place)
            elif token.kind == "title":
                self._close(place)
                self._set_off()
            elif token.kind == "unit" and self.open is not None and self.open.pieces:
                self.open.pieces[-1] += token.text
            elif token.kind == "note" and CORNER in token.text:
                (self.foreign if self.live else self.header).append(HeaderLabel(token.text, "", None))
            elif token.kind == "note" and self.header and not self.live:
                last = self.header[-1]
                self.header[-1] = HeaderLabel(last.text + token.text, last.core, last.senses)
        self._close(len(self.tokens))

    def _label(self, place: int) -> None:
        token = self.tokens[place]
        self._close(place)
        senses = self.words.senses.get(token.text)
        table_row = self._row_of(place)
        if table_row is not None:
            self._open(*table_row)
        elif senses is None or senses.heads_columns:
            if self.live:
                # A new header, with the foreign words before it: they may be columns of their own.
                self.live, self.header, self.foreign = [], self.foreign, []
            self.header.append(HeaderLabel(token.text, token.text, senses))

    def _row_of(self, place: int) -> tuple[GluedTable, Row] | None:
        """The row that a label names, of a block whose header stands before it."""
        token = self.tokens[place]
        senses = self.words.senses.get(token.text)
        if senses is None or not senses.rows or self._is_part_of_a_word(place):
            return None
        for sense in senses.rows:
            if senses.is_row_group and not self._is_followed_by_figures(place):
                return None
            table = next((table for table in self.live if table.block is sense.block), None)
            if table is None and not (self.live and senses.heads_columns):
                table = self._begin(sense.block, may_be_header=senses.heads_columns)
            if table is not None:
                return table, sense.row
        return None

    def _is_part_of_a_word(self, place: int) -> bool:
        token = self.tokens[place]
        return place > 0 and not token.loose and self.tokens[place - 1].kind == "other"

    def _is_followed_by_figures(self, place: int) -> bool:
        after = [token.kind for token in self.tokens[place + 1 : place + 4] if token.kind not in {"note", "unit"}]
        if after[:1] != ["figures"]:
            return False
        # What follows may be the ordinal of the first row of the group.
        return not (after[1:2] == ["dot"] and len(self._next_figures(place)) <= 2)

    def _next_figures(self, place: int) -> str:
        return next(token.text for token in self.tokens[place + 1 :] if token.kind == "figures")

    def _begin(self, block: Block, *, may_be_header: bool) -> GluedTable | None:
        """The table of *block* under the present header, if it is one of its own."""
        columns = understand(self.header, block)
        if columns != list(block.columns):
            # Labels in another order may stand so, or be two lines of a header that were taken for one.
            columns = []
        shown = {label.core for label in self.header if label.heads(block)}
        if not columns and (may_be_header or len(shown) < min(_ENOUGH_HEADERS, len(block.columns))):
            return None
        table = GluedTable(block, columns, printed_units(self.header, block))
        self.tables.append(table)
        self.live.append(table)
        return table

    def _open(self, table: GluedTable, row: Row) -> None:
        self.foreign = []
        self.open = GluedRow(row)
        table.rows.append(self.open)

    def _figures(self, place: int) -> None:
        token = self.tokens[place]
        if self._is_ordinal(place):
            return
        if self.open is None and not self.live:
            self._open_unlabelled()
        if self.open is not None:
            before = self.tokens[place - 1] if place else None
            self.open.lines.add(token.line)
            if before is not None and before.kind == "figures" and not token.loose and self.open.pieces:
                self.open.pieces[-1] += token.pieces[0]
                self.open.pieces += token.pieces[1:]
            else:
                self.open.pieces += token.pieces
        elif not self.live:
            self.header.append(HeaderLabel(token.text, token.text, None))

    def _is_ordinal(self, place: int) -> bool:
        """Whether the digits are nothing but the ordinal of a label: not after a row's label or its figures."""
        if self.open is not None:
            return False
        token = self.tokens[place]
        after = [token.kind for token in self.tokens[place + 1 : place + 3]]
        return len(token.text) <= 2 and after == ["dot", "label"]

    def _open_unlabelled(self) -> None:
        """Begin the single row of a block whose row has no label."""
        for block in self.words.form.blocks:
            if not block.rows[0].labels:
                table = self._begin(block, may_be_header=False)
                if table is not None:
                    self._open(table, block.rows[0])
                    return

    def _other(self, place: int) -> None:
        token = self.tokens[place]
        closed = self.open
        self._close(place)
        if _SETS_OFF.search(token.text) or len(token.text) > _LONGEST_LABEL:
            self._set_off()
        elif self.live and self._is_followed_by_figures(place):
            for table in self.live:
                sense = self.words.closest_row(core(token.text), [table.block])
                if sense is not None:
                    self.misspelt[token.text] = sense.row.labels[-1]
                    self._open(table, sense.row)
                    return
            if closed is not None and self.tokens[place - 1].kind not in {"dot", "ordinal"}:
                # A word in a cell, maybe, and the row goes on after it.
                closed.readings = ()
        label = HeaderLabel(token.text, core(token.text), None)
        (self.foreign if self.live else self.header).append(label)

    def _set_off(self) -> None:
        """Narrative or a section's title: what stood before it heads no table after it."""
        self.live = []
        self.header = []
        self.foreign = []

    def _close(self, place: int) -> None:
        """End the open row before the token at *place*."""
        opened, self.open = self.open, None
        if opened is None:
            return
        after = self.tokens[place] if place < len(self.tokens) else None
        if not opened.pieces:
            # Blank, if the next label comes at once.
            opened.readings = ((),) if after is not None and after.kind == "label" else ()
            return
        before = self.tokens[place - 1]
        dotted = before.kind == "dot" and self.tokens[place - 2].kind == "figures" and not before.loose
        if after is None or after.kind not in {"label", "title", "other"}:
            dotted = False
        opened.readings = (
            without_ordinal(opened.pieces, self._ordinals(after), dotted=dotted)
            if (dotted or before.kind == "figures")
            else (tuple(opened.pieces),)
        )

    def _ordinals(self, after: Token | None) -> list[str]:
        """The digits that the form prints before the label that comes next."""
        senses = self.words.senses.get(after.text) if after is not None and after.kind == "label" else None
        return printed_ordinals(sense.row for sense in senses.rows) if senses else []


def printed_ordinals(rows: Iterable[Row]) -> list[str]:
    """The digits that the form prints before the labels of *rows*."""
    found = [_ORDINAL.match(squeeze(row.labels[-1])) for row in rows if row.labels]
    return list(dict.fromkeys(match[1] for match in found if match))


def without_ordinal(pieces: Sequence[str], usual: Sequence[str], *, dotted: bool) -> tuple[tuple[str, ...], ...]:
    """The readings of *pieces* that the next label follows at once: some of their digits may be its ordinal.

    *usual* are the ordinals that the form prints there. *dotted*: what parts an ordinal from its label
    stands there, so that some digits must be one.
    """
    last = pieces[-1]
    endings = [ordinal for ordinal in usual if last.endswith(ordinal)]
    if not dotted:
        return tuple(pieces), *(_without(pieces, ending) for ending in endings)
    if not endings:
        # An ordinal that is not the form's.
        endings = [last[-1:], *([last[-2:]] if last[-2:-1] == "1" else [])]
    return tuple(_without(pieces, ending) for ending in endings)


def _without(pieces: Sequence[str], ending: str) -> tuple[str, ...]:
    """*pieces* without the *ending* of the last."""
    last = pieces[-1][: -len(ending)]
    return (*pieces[:-1], last) if last else tuple(pieces[:-1])
