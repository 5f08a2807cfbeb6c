"""Reading the statistic tables of report years before 2019: which annex it is, and its figures.

The form is the one that knows most of the printed labels and lacks fewest of its own, so that a form
cut to its first rows is told from the whole one. Labels are matched by their words, in any order; the
few that a form has twice belong to the row under which they are printed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.forms import Block, Column, Form, Row
from govreports.forms.labels import indicator_core, squeeze
from govreports.reading.numbers import Number, read_figure
from govreports.reading.tables.annex_lines import (
    MONEY,
    Heading,
    Line,
    Vocabulary,
    is_unit,
    read_lines,
    vocabulary,
)
from govreports.reading.tables.glued import parted
from govreports.reading.tables.glued.indicators import Indicator, read_indicator, settle
from govreports.reading.tables.glued.solver import Verdict
from govreports.reading.tables.lexicon import is_typo
from govreports.reading.tables.result import AMBIGUOUS, Reading, Readings

_ENOUGH: Final = 5
"""How many rows of a form it takes to call what stands there its table; fewer where it has fewer."""
_LONGEST_RAW: Final = 60


class Unlisted(NamedTuple):
    """A row that the form does not know, as printed."""

    label: str
    unit: str | None
    year: Number | None
    cumulative: Number | None


@dataclass(frozen=True, slots=True)
class AnnexRead:
    """An annex's figures; *headed* is the year that stands over those of the year."""

    form: Form
    found: Readings
    headings: tuple[Heading, ...]
    unlisted: tuple[Unlisted, ...] = ()
    headed: int | None = None
    exact: bool = False


def read_annex(blocks: Sequence[BlockItem], forms: Iterable[Form]) -> AnnexRead | None:
    """The statistic table among *blocks*, by whichever of *forms* its labels belong to; None if there is none."""
    annexes = tuple(form for form in forms if form.annex is not None)
    if not annexes:
        return None
    words = vocabulary(annexes)
    printed = list(read_lines(blocks, words))
    lines = [line for line, _shown in printed]
    labels = {indicator_core(line.label) for line in lines}
    headings = tuple(dict.fromkeys(heading for line in lines for heading in line.headings))
    form = _form(annexes, labels, headings)
    if form is None or form.annex is None:
        return _run_together(blocks, annexes, words) or _unheaded(blocks, annexes, words)
    placing = _Placing(form.annex, lines)
    placing.place()
    return AnnexRead(
        form=form,
        found=placing.found,
        headings=headings,
        unlisted=tuple(placing.unlisted),
        headed=_year(headings),
        exact=all(shown for _line, shown in printed),
    )


def _form(forms: Sequence[Form], labels: set[str], headings: Sequence[Heading]) -> Form | None:
    """The form that knows most of what is printed; of several, the one that lacks fewest of its own rows."""

    def fitness(form: Form) -> tuple[int, int]:
        knows = len(labels & _spellings(form)) + sum(_column(form, heading) is not None for heading in headings)
        return knows, -sum(row.cores[-1].isdisjoint(labels) for row in _expected(form))

    def is_there(form: Form) -> bool:
        return len(labels & _spellings(form)) >= min(_ENOUGH, len(_expected(form)))

    ranked = sorted((form for form in forms if is_there(form)), key=lambda form: form.id)
    # Of equals, one whose labels were verified.
    return max(ranked, key=lambda form: (*fitness(form), form.status == "V"), default=None)


@cache
def _spellings(form: Form) -> frozenset[str]:
    """Every spelling of the rows that the form prints with figures."""
    rows = form.annex.rows if form.annex is not None else ()
    return frozenset().union(*(row.cores[-1] for row in rows if not row.cut and not row.heads))


@cache
def _expected(form: Form) -> tuple[Row, ...]:
    """The rows that every table of the form has."""
    rows = form.annex.rows if form.annex is not None else ()
    return tuple(row for row in rows if not (row.cut or row.heads or row.optional or row.instead_of))


def _column(form: Form, heading: Heading) -> Column | None:
    columns = form.annex.columns if form.annex is not None else ()
    return next((column for column in columns if heading.core in column.cores[-1]), None)


def _year(headings: Iterable[Heading]) -> int | None:
    """The year over the year's figures."""
    return next((heading.year for heading in headings if heading.table == "annex"), None)


@dataclass(slots=True)
class _Placing:
    """Lines into the rows of one form."""

    block: Block
    lines: Sequence[Line]
    found: Readings = field(default_factory=Readings)
    unlisted: list[Unlisted] = field(default_factory=list)

    def place(self) -> None:
        named = self._named()
        self._settle_twins(named)
        self._settle_typos(named)
        for line, rows in zip(self.lines, named, strict=True):
            if len(rows) == 1 and not (rows[0].heads and _has_digits(line)):
                self._put(line, rows[0], certain=True)
            elif rows and not rows[0].heads:
                for row in rows:
                    self._put(line, row, certain=False)
            elif _has_digits(line):
                self.unlisted.append(_unlisted(line))

    def _named(self) -> list[list[Row]]:
        """For each line the rows that its label may name."""
        rows: dict[str, list[Row]] = {}
        for row in self.block.rows:
            for spelling in row.cores[-1]:
                rows.setdefault(spelling, []).append(row)
        return [rows.get(indicator_core(line.label), []) for line in self.lines]

    def _settle_twins(self, named: list[list[Row]]) -> None:
        """Labels that the form has several of: each belongs under the row it is printed under.

        That row must be told for all of them: each printed once, in the form's order, its own part only once.
        """
        twins = {id(row): row for rows in named if len(rows) > 1 for row in rows}
        heads = [row for row in self.block.rows if any(twin.under == row.key for twin in twins.values())]
        printed = [rows[0] for rows in named if len(rows) == 1 and rows[0] in heads]
        if not twins or [row.key for row in printed] != [row.key for row in heads]:
            return
        above: str | None = None
        settled: list[tuple[int, Row]] = []
        for number, rows in enumerate(named):
            if len(rows) == 1 and rows[0] in heads:
                above = rows[0].key
            elif len(rows) > 1:
                settled += [(number, row) for row in rows if row.under == above]
        times = Counter(id(row) for _number, row in settled)
        if len(settled) == sum(len(rows) > 1 for rows in named) and all(count == 1 for count in times.values()):
            for number, row in settled:
                named[number] = [row]

    def _settle_typos(self, named: list[list[Row]]) -> None:
        """Labels that no row has: a row that is not printed otherwise and belongs between the neighbours' is meant."""
        order = {id(row): number for number, row in enumerate(self.block.rows)}
        taken = {id(row) for rows in named for row in rows}
        following = [len(order)]
        for rows in reversed(named[1:]):
            following.append(order[id(rows[0])] if rows else following[-1])
        before = -1
        for number, (line, after) in enumerate(zip(self.lines, reversed(following), strict=True)):
            if named[number]:
                before = order[id(named[number][-1])]
                continue
            written = indicator_core(line.label)
            meant = [
                row
                for row in self.block.rows
                if id(row) not in taken
                and not row.cut
                and before < order[id(row)] < after
                and any(is_typo(written, spelling) for spelling in row.cores[-1])
            ]
            if len(meant) == 1:
                named[number] = meant
                taken.add(id(meant[0]))
                self.found.misspelt[line.label] = meant[0].labels[-1]

    def _put(self, line: Line, row: Row, *, certain: bool) -> None:
        if row.heads:
            return
        for place, heading in enumerate(line.headings):
            column = next((column for column in self.block.columns if heading.core in column.cores[-1]), None)
            if column is None:
                continue
            if certain and line.texts is not None:
                self.found.add(self.block, row, column, _reading(line.texts[place], row, line.unit))
            else:
                self.found.put_unsure(self.block, row, column, line.raw)


def _unlisted(line: Line) -> Unlisted:
    figures = dict.fromkeys(("annex", "annex_cumulative"), None) | {
        heading.table: _reading(text, None, line.unit).value
        for heading, text in zip(line.headings, line.texts or (), strict=False)
    }
    return Unlisted(line.label, line.unit or None, figures["annex"], figures["annex_cumulative"])


def _has_digits(line: Line) -> bool:
    return any(char.isdigit() for char in line.raw)


def _reading(text: str, row: Row | None, unit: str | None) -> Reading:
    """A figure of *row* whose line states *unit*; of a row that no form knows, as it is printed."""
    stated = squeeze(unit or "")
    if row is None:
        value, status = read_figure(text, _measured(stated if stated in MONEY else "", printed=True))
        return Reading(value, text, status)
    column = _measured(row.unit or "", printed=row.unit not in MONEY)
    value, status = read_figure(text, column, stated if stated in MONEY else None)
    if value is not None and (not is_unit(stated) or (stated in MONEY and row.unit not in MONEY)):
        # Money in a row of counts, or a unit that nobody knows: not the row that it seems to be.
        return Reading(None, f"{stated} {text}", AMBIGUOUS)
    return Reading(value, text, status)


@cache
def _measured(unit: str, *, printed: bool) -> Column:
    """A column of figures in *unit*: in an annex every row has its own."""
    return Column(key="", labels=(), unit=unit, unit_printed=printed)


# Tables that are there, but whose figures have no certain place: text that has lost everything between
# cells, where only sums can tell, and headers that nobody understands


def _run_together(blocks: Sequence[BlockItem], forms: Sequence[Form], words: Vocabulary) -> AnnexRead | None:
    """An annex whose labels, units and figures ran together: its rows, with the figures that sums can part."""
    parts = [squeeze(part) for block in blocks if isinstance(block, Paragraph) for part in block.text.split()]
    text, gaps = "".join(parts), frozenset(accumulate(map(len, parts)))
    head = _head_pattern(words).search(text)
    if head is None:
        return None
    starts = list(_label_pattern(words).finditer(text, head.start()))
    labels = {match[0] for match in starts}
    headings = tuple(heading for part in head.groups() if part and (heading := words.heading(part)) is not None)
    form = _form(forms, labels, headings)
    if form is None or form.annex is None:
        return None
    printed = [column for heading in headings if (column := _column(form, heading)) is not None]
    found = Readings()
    whole: list[Indicator] = []
    for number, match in enumerate(starts):
        after = starts[number + 1] if number + 1 < len(starts) else None
        rows = _rows_of(form.annex, match[0])
        raw = text[match.end() : after.start() if after else len(text)]
        following = _rows_of(form.annex, after[0]) if after else []
        near = [gap - match.end() for gap in gaps if match.end() <= gap <= match.end() + _LONGEST_RAW]
        one = None
        if len(rows) == 1:
            one = read_indicator(rows[0], text[head.end() : match.start()], raw, following, near)
        # With one column white space before the figure says that cells are parted: this one's may be blank.
        if one is not None and len(printed) == 1 and any(gap <= len(one.unit) for gap in near):
            one = None
        if one is not None:
            whole.append(one)
        else:
            _leave_out(found, form.annex, rows, printed, raw)
    _settle(found, form, printed, whole)
    return AnnexRead(form, found, headings, headed=_year(headings))


def _settle(found: Readings, form: Form, columns: Sequence[Column], indicators: Sequence[Indicator]) -> None:
    """Part the figures of the rows that are printed once, and leave out those that are not."""
    (block,) = form.blocks
    once = []
    for indicator in indicators:
        if sum(other.row is indicator.row for other in indicators) == 1:
            once.append(indicator)
        else:
            _leave_out(found, block, [indicator.row], columns, indicator.figures)
    for indicator, column, verdict in settle(form, columns, once):
        found.add(block, indicator.row, column, _parted(indicator, verdict, len(columns)))


def _leave_out(found: Readings, block: Block, rows: Sequence[Row], columns: Sequence[Column], raw: str) -> None:
    for row in rows:
        for column in columns:
            found.put_unsure(block, row, column, raw[:_LONGEST_RAW])


def _rows_of(block: Block, label: str) -> list[Row]:
    return [row for row in block.rows if label in row.cores[-1] and not row.heads]


def _parted(indicator: Indicator, verdict: Verdict, count: int) -> Reading:
    """The cell of a row whose figures ran together."""

    def number(figure: str) -> Reading:
        return _reading(figure, indicator.row, indicator.unit)

    return parted(verdict, number, indicator.figures, stated=count == 1 and len(indicator.readings) == 1)


def _unheaded(blocks: Sequence[BlockItem], forms: Sequence[Form], words: Vocabulary) -> AnnexRead | None:
    """An annex whose header is none of a form's: its rows, without figures."""
    texts = [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells()]
    texts += [block.text for block in blocks if isinstance(block, Paragraph)]
    labels = {core for text in texts if len(text) <= _LONGEST_RAW and (core := indicator_core(text)) in words.labels}
    form = _form(forms, labels, ())
    if form is None or form.annex is None:
        return None
    found = Readings()
    for row in form.annex.rows:
        if not row.heads and not row.cores[-1].isdisjoint(labels):
            for column in form.annex.columns:
                found.put_unsure(form.annex, row, column, "")
    return AnnexRead(form, found, ())


@cache
def _head_pattern(words: Vocabulary) -> re.Pattern[str]:
    """A header without anything between its words, headings over figures as groups."""
    labels, units = _any_of(words.label_heads), _any_of(words.unit_heads)
    heading = _any_of(words.columns).replace("<year>", r"(?:19|20)\d\d")
    return re.compile(f"(?:{labels}(?:{units})?|{units})({heading})({heading})?")


@cache
def _label_pattern(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(_any_of(words.labels))


def _any_of(texts: Iterable[str]) -> str:
    # Longest first, as some are the beginning of others.
    return "(?:" + "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text))) + ")"
