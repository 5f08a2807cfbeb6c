"""The lines of an annex's table, before any form: a label, a unit, and the figures under each heading.

A table is found by its headings. In a grid a figure belongs to the heading it stands under; in text a
line is a label, its unit and as many figures as there are headings, and what shows any other picture
(a blank that the text hides, figures run together, a column without a heading) is left without figures.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem, Cell, Grid, Paragraph
from govreports.forms import Form
from govreports.forms.labels import heading_core, heading_year, indicator_core, squeeze
from govreports.reading.numbers import is_figure

COUNTED: Final = frozenset("条件次篇个人份项起宗笔期场家名") | {"人次"}
MONEY: Final = frozenset({"元", "万元", "亿元"})
_NO_UNIT: Final = frozenset({"", "-", "--", "—", "——", "–", "―", "/"})
_SERIAL: Final = frozenset({"序号", "编号"})

_MOST_PIECES: Final = 6
_LONGEST_LABEL: Final = 80
_PAGE_NUMBER: Final = re.compile(r"[-–—―]\s*\d{1,3}\s*[-–—―]|第\s*\d+\s*页.*")
# Figures that ran together, and what is left of an ordinal whose digit went to the figures before it.
_RUN_TOGETHER: Final = re.compile(r"0\d")
_TORN_ORDINAL: Final = re.compile(r"[.、．,，)）:：]")


class Heading(NamedTuple):
    """What stands over a column of figures: its *core*, the table it means, and the year it names."""

    core: str
    table: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. *texts* are its figures under each of *headings*; None where they cannot be told apart."""

    label: str
    unit: str | None
    headings: tuple[Heading, ...]
    texts: tuple[str, ...] | None
    raw: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words that tables of some forms are found by, as cores."""

    label_heads: frozenset[str]
    unit_heads: frozenset[str]
    columns: dict[str, str]
    """Headings over figures, and the table of the record that each stands for."""
    labels: frozenset[str]

    def is_heading(self, text: str) -> bool:
        """Whether *text* stands over figures."""
        return heading_core(text) in self.columns

    def is_label(self, text: str) -> bool:
        """Whether *text* is the label of a row."""
        return indicator_core(text) in self.labels

    def heading(self, text: str) -> Heading | None:
        """The heading over figures that *text* is."""
        written = heading_core(text)
        return Heading(written, self.columns[written], heading_year(text)) if written in self.columns else None


@cache
def vocabulary(forms: tuple[Form, ...]) -> Vocabulary:
    """The words of all annexes among *forms*."""
    blocks = [form.annex for form in forms if form.annex is not None]
    return Vocabulary(
        label_heads=frozenset().union(*(block.label_heads for block in blocks)),
        unit_heads=frozenset().union(*(block.unit_heads for block in blocks)),
        columns={
            spelling: column.table or block.table
            for block in blocks
            for column in block.columns
            for spelling in column.cores[-1]
        },
        labels=frozenset().union(*(row.cores[-1] for block in blocks for row in block.rows)),
    )


def read_lines(blocks: Sequence[BlockItem], words: Vocabulary) -> Iterator[tuple[Line, bool]]:
    """The lines of every table with an annex's headings, and whether the source shows the line's cells."""
    text: list[Paragraph] = []
    grids = _GridLines(words)
    for block in blocks:
        if isinstance(block, Paragraph):
            text.append(block)
        elif isinstance(block, Grid):
            found = grids.read(block)
            if found:
                yield from ((line, False) for line in _TextLines(words, text).read())
                text.clear()
                yield from ((line, block.spans) for line in found)
    yield from ((line, False) for line in _TextLines(words, text).read())


def is_unit(text: str) -> bool:
    """Whether *text* can stand in the column of units: a unit, or a mark for none."""
    left = squeeze(text)
    return left in COUNTED or left in MONEY or left in _NO_UNIT


# Grids


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a grid by what stands over them."""

    order: tuple[str | Heading | None, ...]
    """What each heading says, from left to right: ``label``, ``unit``, ``serial``, a heading over figures, or None."""
    places: dict[Heading, tuple[int, ...]]
    unit: int | None
    first: int
    """The first position that is right of all labels."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(self.places)


class _GridLines:
    """Reads grids one after the other: a table goes on in the next one where a page ends."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.layout: _Layout | None = None
        self.width = 0

    def read(self, grid: Grid) -> list[Line]:
        heads: list[int] = []
        lines: list[tuple[Line, bool]] = []
        layout = self.layout if self.width == _width(grid) else None
        begun = False
        for number in range(len(grid.rows)):
            own = _own(grid, number)
            if self._is_head(own, open_=bool(heads) and not begun):
                if begun:
                    heads.clear()
                    begun = False
                heads.append(number)
                layout = self._layout(grid, heads)
            elif layout is not None and own:
                begun = True
                line = self._line(grid, number, own, layout)
                if line is not None:
                    lines.append(line)
        if not any(self.words.is_label(line.label) for line, _padded in lines):
            return []
        # Cells left over at the end of a row may be filling, or what a lost cell has left.
        lost = any(line.texts is None and line.raw for line, _padded in lines)
        found = [replace(line, texts=None) if padded and lost else line for line, padded in lines]
        self.layout, self.width = layout, _width(grid)
        return found

    def _is_head(self, own: Sequence[Cell], *, open_: bool) -> bool:
        roles = [self._role(cell.text) for cell in own]
        if not any(roles) or (len(own) < 2 and not open_):
            return False
        return not any(cell.text.isdigit() or self.words.is_label(cell.text) for cell in own)

    def _role(self, text: str) -> str | Heading | None:
        written = heading_core(text)
        if written in self.words.label_heads:
            return "label"
        if written in self.words.unit_heads:
            return "unit"
        return "serial" if written in _SERIAL else self.words.heading(text)

    def _layout(self, grid: Grid, heads: Sequence[int]) -> _Layout | None:
        bottoms: list[tuple[int, Cell]] = []
        for place in range(max(len(grid.rows[number]) for number in heads)):
            above = [
                cell
                for number in heads
                if place < len(grid.rows[number]) and (cell := grid.rows[number][place]) is not None and cell.text
            ]
            if above:
                bottoms.append((place, above[-1]))
        order: dict[int, str | Heading | None] = {}
        places: dict[int, list[int]] = {}
        for place, cell in bottoms:
            order[id(cell)] = self._role(cell.text)
            places.setdefault(id(cell), []).append(place)
        figures = {key: role for key, role in order.items() if isinstance(role, Heading)}
        units = [places[key] for key, role in order.items() if role == "unit"]
        tables = [heading.table for heading in figures.values()]
        if not tables or len(set(tables)) < len(tables) or len(units) > 1:
            # No figures, or two columns that the form has one of: which is which?
            return None
        unit = units[0][0] if units else None
        starts = [places[key][0] for key in figures] + ([unit] if unit is not None else [])
        if min(starts) == 0:
            return None
        return _Layout(
            order=tuple(order.values()),
            places={heading: tuple(places[key]) for key, heading in figures.items()},
            unit=unit,
            first=min(starts),
        )

    def _line(self, grid: Grid, number: int, own: list[Cell], layout: _Layout) -> tuple[Line, bool] | None:
        cells = own
        if not grid.spans:
            while len(cells) > len(layout.order) and not cells[-1].text:
                cells = cells[:-1]
        padded = len(cells) < len(own)
        row = grid.rows[number]
        left = [cell for cell in row[: layout.first] if cell is not None and cell.text]
        raw = " ".join(cell.text for cell in own if cell.column >= layout.first and cell.text)
        label = next((cell.text for cell in reversed(left) if not is_figure(cell.text)), "")
        by_order = self._in_order(cells, layout)
        if by_order is not None:
            named, unit, texts = by_order
            return Line(named, unit, layout.headings, texts, raw), padded
        if not label or (len(own) == 1 and not grid.spans):
            # Nothing, or a title or a note over the table's whole width.
            return None
        by_place = _by_place(row, number, layout) if grid.spans else None
        if by_place is None:
            return Line(label, None, layout.headings, None, raw), False
        unit, texts = by_place
        return Line(label, unit, layout.headings, texts, raw), False

    def _in_order(self, cells: Sequence[Cell], layout: _Layout) -> tuple[str, str | None, tuple[str, ...]] | None:
        """Label, unit and figures of a row that has a cell for each heading."""
        if len(cells) != len(layout.order):
            return None
        label, unit = "", None
        texts: dict[Heading, str] = {}
        for role, cell in zip(layout.order, cells, strict=True):
            if isinstance(role, Heading):
                texts[role] = cell.text
            elif role == "unit":
                unit = cell.text
            elif role != "serial" and not texts and not is_figure(cell.text):
                label = cell.text
        if not label or not is_unit(unit or ""):
            return None
        return label, unit, tuple(texts[heading] for heading in layout.headings)


def _by_place(row: Sequence[Cell | None], number: int, layout: _Layout) -> tuple[str | None, tuple[str, ...]] | None:
    """Unit and figures by what they stand under; None where a cell is none's, or several's."""
    unit = row[layout.unit] if layout.unit is not None else None
    if unit is not None and (unit.row != number or not is_unit(unit.text)):
        return None
    texts: list[str] = []
    taken: list[Cell] = [] if unit is None else [unit]
    for places in layout.places.values():
        under = {id(row[place]) for place in places}
        cell = row[places[0]]
        if len(under) > 1 or cell is None or cell.row != number or any(cell is other for other in taken):
            return None
        if not (places[0] <= cell.column and cell.column + cell.colspan - 1 <= places[-1]):
            return None
        taken.append(cell)
        texts.append(cell.text)
    return (unit.text if unit is not None else None), tuple(texts)


def _own(grid: Grid, number: int) -> list[Cell]:
    """The cells that begin in this row, from left to right."""
    cells: list[Cell] = []
    for cell in grid.rows[number]:
        if cell is not None and cell.row == number and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


def _width(grid: Grid) -> int:
    return len(grid.rows[0]) if grid.rows else 0


# Text


class _Token(NamedTuple):
    text: str
    line: int


class _Head(NamedTuple):
    """A header in text: it ends before token *stop*."""

    stop: int
    headings: tuple[Heading, ...]
    has_unit: bool
    has_serial: bool


@dataclass(slots=True)
class _Printed:
    """A line as its tokens come."""

    label: list[_Token]
    unit: _Token | None
    figures: list[_Token]

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.label)


class _TextLines:
    def __init__(self, words: Vocabulary, paragraphs: Sequence[Paragraph]) -> None:
        self.words = words
        self.tokens = [
            _Token(word, number)
            for number, paragraph in enumerate(paragraphs)
            if not _PAGE_NUMBER.fullmatch(paragraph.text)
            for word in ([paragraph.text] if is_figure(paragraph.text) else paragraph.text.split())
        ]
        self.openings = {word[0] for word in (*words.label_heads, *words.unit_heads, *_SERIAL)}

    def read(self) -> Iterator[Line]:
        position = 0
        while position < len(self.tokens):
            head = self._head(position)
            if head is None:
                position += 1
                continue
            printed, position = self._printed(head)
            yield from self._lines(head, printed)

    def _head(self, start: int) -> _Head | None:
        """The header that begins at *start*: over labels or units (or both), and over figures right after."""
        if squeeze(self.tokens[start].text)[:1] not in self.openings:
            return None
        position = start
        seen: list[bool] = []
        for known in (_SERIAL, self.words.label_heads, self.words.unit_heads):
            length = self._phrase(position, partial(_is_among, known))
            seen.append(length > 0)
            position += length
        has_serial, has_label, has_unit = seen
        headings: list[Heading] = []
        while length := self._phrase(position, self.words.is_heading):
            text = "".join(token.text for token in self.tokens[position : position + length])
            headings += filter(None, [self.words.heading(text)])
            position += length
        tables = [heading.table for heading in headings]
        if not headings or len(set(tables)) < len(tables) or not (has_label or has_unit):
            return None
        return _Head(position, tuple(headings), has_unit, has_serial)

    def _phrase(self, start: int, is_known: Callable[[str], bool]) -> int:
        """How many tokens the longest known phrase takes that begins at *start*."""
        text, longest = "", 0
        for length, token in enumerate(self.tokens[start : start + _MOST_PIECES], 1):
            text += token.text
            if len(text) > _LONGEST_LABEL:
                break
            if is_known(text):
                longest = length
        return longest

    def _printed(self, head: _Head) -> tuple[list[_Printed], int]:
        """The lines after a header, and where they end."""
        lines: list[_Printed] = []
        now = _Printed([], None, [])
        position = head.stop
        while position < len(self.tokens):
            token = self.tokens[position]
            begun = now.unit is not None or now.figures
            if now.label and not begun and head.has_unit and is_unit(token.text):
                now.unit = token
            elif is_figure(token.text) and now.label:
                now.figures.append(token)
            elif is_figure(token.text) and head.has_serial and not lines:
                pass  # the first line's serial number
            else:
                if begun or (now.label and self._ends(now, position)):
                    lines.append(now)
                    now = _Printed([], None, [])
                if not now.label and lines and self._head(position):
                    break
                now.label.append(token)
                if len(now.text) > _LONGEST_LABEL:
                    break
            position += 1
        lines.append(now)
        return lines, position

    def _ends(self, now: _Printed, position: int) -> bool:
        """Whether a label is whole although neither unit nor figure follows, as another begins here."""
        return self.words.is_label(now.text) and self._phrase(position, self.words.is_label) > 0

    def _lines(self, head: _Head, printed: Sequence[_Printed]) -> Iterator[Line]:
        if self._has_foreign_column(printed):
            return
        wanted = len(head.headings)
        counts = [len(figures) for figures in self._figures(head, printed)]
        # The last line may have caught something behind the table.
        doubtful = any(count > wanted for count in counts[:-1])
        following = [*printed[1:], None]
        for now, figures, after in zip(printed, self._figures(head, printed), following, strict=True):
            label = self._label(now)
            if not label or (head.has_unit and now.unit is None and not self.words.is_label(label)):
                continue
            texts: tuple[str, ...] | None = None
            if len(figures) == wanted and not doubtful and _is_laid_out(now, figures):
                texts = tuple(token.text for token in figures)
            elif not now.figures and after is not None and after.label and _last(now).line < after.label[0].line:
                texts = ("",) * wanted
            if texts is not None and any(_RUN_TOGETHER.match(text) for text in texts):
                texts = None
            raw = " ".join(token.text for token in now.figures)
            yield Line(label, now.unit.text if now.unit else None, head.headings, texts, raw)

    def _has_foreign_column(self, printed: Sequence[_Printed]) -> bool:
        """Whether words between the header and the first label head a column that nobody knows."""
        written = indicator_core(printed[0].text)
        if written in self.words.labels:
            return False
        return any(written.endswith(label) for label in self.words.labels)

    def _figures(self, head: _Head, printed: Sequence[_Printed]) -> Iterator[list[_Token]]:
        """The figures of each line, without the next line's ordinal or serial number."""
        following = [*printed[1:], None]
        for now, after in zip(printed, following, strict=True):
            figures = now.figures
            if figures and after is not None and after.label and _TORN_ORDINAL.match(after.label[0].text):
                figures = figures[:-1]
            elif head.has_serial and after is not None and (after.unit or after.figures):
                # Without it the last figure would be a serial number, and a blank hidden.
                figures = figures[:-1] if len(figures) > len(head.headings) else []
            yield figures

    def _label(self, now: _Printed) -> str:
        """The line's label, without lines of other text before it (a page's header)."""
        whole = " ".join(token.text for token in now.label)
        if self.words.is_label(whole):
            return whole
        for start in range(1, len(now.label)):
            rest = " ".join(token.text for token in now.label[start:])
            if now.label[start - 1].line < now.label[start].line and self.words.is_label(rest):
                return rest
        return whole


def _is_among(cores: frozenset[str], text: str) -> bool:
    return heading_core(text) in cores


def _last(now: _Printed) -> _Token:
    return now.unit or now.label[-1]


def _is_laid_out(now: _Printed, figures: Sequence[_Token]) -> bool:
    """Whether the figures stand in the label's line, or every one in a line of its own.

    Otherwise a stray number (a page's) may stand where a blank one is hidden.
    """
    places = [_last(now).line, *(token.line for token in figures)]
    if len(set(places)) == 1:
        return True
    own_lines = now.unit is None or now.label[-1].line < now.unit.line
    return own_lines and len(set(places)) == len(places)
