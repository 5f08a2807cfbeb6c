"""Which figures glued digits stand for: what all the sums of a table leave open, and how firmly.

Two questions are asked of every cell. What can it be if all sums hold? If that is one figure, it is
the one, provided the source adds up. So, what else can it be if the source has one figure wrong (the
sums that this figure is in need not hold), or left cells of one row blank? If nothing, the figure
stands firm. If something, it is given with what else it might be, so that nobody takes it for more.

Where not all sums hold together, only the second question is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod
from typing import Final, NamedTuple, TypeAlias

from govreports.reading.tables.glued.figures import Balance, Budget, Limits, Style, Worth, cuts, worth

_STEPS: Final = 40_000
"""Steps of the search for the sums as they stand, and as many again for a wrong one."""
_STEPS_A_RUN: Final = 6_000
_LONGEST_RUN: Final = 240
"""More digits than fifteen figures of fifteen digits have."""
_MOST_CUTS: Final = 400
_MOST_STATES: Final = 4_000
_MOST_ELSEWHERE: Final = 64

Cut: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A printed row: its cells from left to right, and what is printed, in one or more readings.

    A reading is a sequence of pieces between sure boundaries. There is more than one where it is not
    certain which digits belong to the row at all.
    """

    cells: tuple[str, ...]
    styles: tuple[Style, ...]
    readings: tuple[tuple[str, ...], ...]


class Equation(NamedTuple):
    """Cells whose figures add up to the same."""

    left: tuple[str, ...]
    right: tuple[str, ...]


class Verdict(NamedTuple):
    """What a cell holds: *figure* as printed, None if that is open.

    *others* is what it may be: all there is if *figure* is None; what else, *figure* first, if the
    source has a figure wrong. Nothing where *figure* stands firm, or where there is too much to list.
    An empty text is a blank cell.
    """

    figure: str | None
    others: tuple[str, ...] = ()


def solve(runs: Sequence[Run], equations: Iterable[Equation], *, apart: bool = False) -> dict[str, Verdict]:
    """What every cell of *runs* holds, by the *equations* between them.

    Equations with cells that are in no run are not used: nothing is known of what is missing. Rows that
    do not add up make all others doubtful; only those that no equation relates to them, if rows are taken *apart*.
    """
    owner = {cell: number for number, run in enumerate(runs) for cell in run.cells}
    usable = [equation for equation in equations if all(cell in owner for side in equation for cell in side)]
    if not apart:
        return _Table(runs, usable).verdicts()
    verdicts: dict[str, Verdict] = {}
    for together in _related(len(runs), [{owner[cell] for side in equation for cell in side} for equation in usable]):
        own = [equation for equation in usable if owner[equation.left[0]] in together]
        verdicts.update(_Table([runs[number] for number in sorted(together)], own).verdicts())
    return verdicts


def _related(count: int, related: Iterable[set[int]]) -> list[set[int]]:
    """The runs that equations relate, each set apart: what is wrong in one says nothing of another."""
    groups = [{number} for number in range(count)]
    for numbers in related:
        touched = [group for group in groups if group & numbers]
        groups = [group for group in groups if not group & numbers]
        groups.append(set().union(*touched))
    return groups


@dataclass(slots=True)
class _Row:
    """A run, the sums inside it, and its cuts."""

    run: Run
    inner: list[Balance] = field(default_factory=list)
    outer: list[int] = field(default_factory=list)
    """Numbers of the equations with other rows."""
    cuts: list[Cut] | None = None
    """Those that the sums inside the row allow; None where there are too many to search."""
    fixed: bool = False
    """Whether there is one cut only, sums or no sums."""

    @property
    def found(self) -> list[Cut]:
        """The cuts, for a row whose search came to its end."""
        return self.cuts or []


class _Outer(NamedTuple):
    """An equation between rows: (row, place, sign) of each of its cells."""

    terms: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    """One thing wrong with the source: these sums need not hold, or a row has blanks."""

    row: int
    inner: frozenset[int]
    outer: frozenset[int]
    blanks: bool = False


class _Table:
    def __init__(self, runs: Sequence[Run], equations: Iterable[Equation]) -> None:
        self.rows = [_Row(run) for run in runs]
        self.outer: list[_Outer] = []
        self._relate(equations)
        self.budget = Budget(_STEPS)
        for row in self.rows:
            self._cut(row)
        self._forget_uncut()

    def _relate(self, equations: Iterable[Equation]) -> None:
        places = {cell: (r, p) for r, row in enumerate(self.rows) for p, cell in enumerate(row.run.cells)}
        for equation in equations:
            cells = (*equation.left, *equation.right)
            rows = {places[cell][0] for cell in cells}
            if len(rows) == 1:
                left, right = (tuple(places[cell][1] for cell in side) for side in equation)
                self.rows[rows.pop()].inner.append(Balance(left, right))
                continue
            signed = [(cell, -1) for cell in equation.left] + [(cell, 1) for cell in equation.right]
            self.outer.append(_Outer(tuple((*places[cell], sign) for cell, sign in signed)))
            for number in rows:
                self.rows[number].outer.append(len(self.outer) - 1)

    def _cut(self, row: _Row) -> None:
        if any(sum(map(len, pieces)) > _LONGEST_RUN for pieces in row.run.readings):
            return
        own = Budget(min(_STEPS_A_RUN, self.budget.left))
        allowed = own.left
        try:
            # A second cut comes at once where there is one.
            row.fixed = len(list(islice(self.cuts_of(row, Limits(blanks=True), own), 2))) == 1
            found = list(islice(self.cuts_of(row, Limits(tuple(row.inner)), own), _MOST_CUTS + 1))
            row.cuts = found if len(found) <= _MOST_CUTS else None
        except Budget.ExhaustedError:
            row.cuts = None
        self.budget.left -= allowed - max(own.left, 0)

    def cuts_of(self, row: _Row, limits: Limits, budget: Budget) -> Iterator[Cut]:
        """The cuts of all readings; a row where nothing at all is printed is blank."""
        seen: set[Cut] = set()
        for pieces in row.run.readings:
            if not any(pieces):
                blank = ("",) * len(row.run.cells)
                if all(worths is None or 0 in worths for worths in (limits.allowed or {}).values()):
                    yield blank
                continue
            for cut in cuts(pieces, row.run.styles, limits, budget):
                if cut not in seen:
                    seen.add(cut)
                    yield cut

    def _forget_uncut(self) -> None:
        """Of a row that was not cut nothing is known, so no equation with it is of use."""
        uncut = {number for number, row in enumerate(self.rows) if row.cuts is None}
        gone = {number for number, equation in enumerate(self.outer) if any(r in uncut for r, _, _ in equation.terms)}
        for row in self.rows:
            row.outer = [number for number in row.outer if number not in gone]

    @property
    def live(self) -> list[int]:
        """Numbers of the equations between rows that are of use."""
        return sorted({number for row in self.rows for number in row.outer})

    def verdicts(self) -> dict[str, Verdict]:
        """What every cell holds."""
        holding = self._together()
        faulty = _Faulty(self)
        verdicts: dict[str, Verdict] = {}
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row.run.cells):
                verdicts[cell] = self._verdict(row, number, place, holding, faulty)
        return verdicts

    def _verdict(
        self, row: _Row, number: int, place: int, holding: list[list[Cut]] | None, faulty: "_Faulty"
    ) -> Verdict:
        if row.cuts is None:
            return Verdict(None)
        otherwise = _texts(faulty.found[number], place)
        if row.fixed:
            only = next(iter(row.cuts), None) or next(self.cuts_of(row, Limits(), Budget(_STEPS_A_RUN)), None)
            return Verdict(only[place]) if only else Verdict(None)
        if holding is None:
            # Not searched to the end: what a row's own sum says is all there is.
            texts = _texts(row.cuts, place)
            return Verdict(texts[0], texts) if len(row.cuts) == 1 and row.inner else Verdict(None, texts)
        if holding:
            texts = _texts(holding[number], place)
            if len(texts) > 1:
                return Verdict(None, texts)
            others = tuple(text for text in otherwise if text != texts[0])
            if not others and not faulty.cut_short:
                # Without a sum that it is in nothing tells a figure from two, one of them a blank's neighbour.
                return Verdict(texts[0])
            if self._is_bare(row) or self._may_be_blank(row, faulty.blank[number]):
                return Verdict(None, (*texts, *others))
            return Verdict(texts[0], (*texts, *others))
        return self._despite(row, place, otherwise, open_=faulty.cut_short or faulty.blank[number])

    def _despite(self, row: _Row, place: int, otherwise: tuple[str, ...], *, open_: bool) -> Verdict:
        """The verdict where the sums do not hold together; *open_* where what they may be is not all known."""
        if otherwise:
            firm = len(otherwise) == 1 and not open_
            return Verdict(otherwise[0] if firm else None, otherwise)
        texts = _texts(row.found, place)
        if len(row.found) == 1 and row.inner and self._is_as_long_as_it_has_cells(row):
            return Verdict(texts[0], texts)
        return Verdict(None, texts)

    def _is_bare(self, row: _Row) -> bool:
        """Whether no sum says anything of the row."""
        return not row.inner and not row.outer

    def _may_be_blank(self, row: _Row, blanks: bool) -> bool:
        """Whether a blank is as likely as a missing gap: the source shows some of the row's gaps."""
        return blanks and any(len(pieces) > 1 for pieces in row.run.readings)

    def _is_as_long_as_it_has_cells(self, row: _Row) -> bool:
        return all(len("".join(pieces)) == len(row.run.cells) for pieces in row.run.readings)

    def _together(self) -> list[list[Cut]] | None:
        """The cuts of every row that some solution of all equations has.

        None where that takes too long to find out, an empty list where there is no solution.
        """
        options = [row.found for row in self.rows]
        if any(row.cuts is not None and not row.cuts for row in self.rows):
            return []
        vectors = [self._vectors(number, row) for number, row in enumerate(options)]
        kept = _within_bounds([list(range(len(found))) for found in vectors], vectors)
        if kept is None:
            return []
        try:
            supported = _supported(kept, vectors, self.budget)
        except Budget.ExhaustedError:
            return None
        if supported is None:
            return []
        return [
            [found[place] for place in places] if found else []
            for found, places in zip(options, supported, strict=True)
        ]

    def _vectors(self, number: int, found: Sequence[Cut]) -> list[tuple[Worth, ...]]:
        """What every cut of a row adds to each of the equations between rows; nothing for a row without cuts."""
        live = self.live
        terms = [[(p, sign) for r, p, sign in self.outer[e].terms if r == number] for e in live]
        return [tuple(sum(sign * worth(cut[p]) for p, sign in own) for own in terms) for cut in found] or [
            tuple(0 for _ in live)
        ]


class _Faulty:
    """What else rows can be if one thing is wrong with the source."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.found: list[dict[Cut, None]] = [{} for _ in table.rows]
        self.blank = [False] * len(table.rows)
        """Whether the row may have blanks."""
        self.cut_short = False
        self.budget = Budget(_STEPS)
        self.open = [n for n, row in enumerate(table.rows) if row.cuts is not None and len(row.cuts) != 1]
        broken = [n for n, row in enumerate(table.rows) if row.cuts is not None and not row.cuts]
        if len(broken) > 1:
            # One fault does not explain two rows that do not add up.
            return
        suspects = broken or [n for n, row in enumerate(table.rows) if row.cuts is not None]
        try:
            for number in suspects:
                for fault in self._faults(number):
                    self._search(fault)
        except Budget.ExhaustedError:
            self.cut_short = True

    def _faults(self, number: int) -> list[_Fault]:
        """The faults of a row's cells, each once, and that it has blanks."""
        table, row = self.table, self.table.rows[number]
        faults: dict[_Fault, None] = {}
        if not row.fixed:
            faults[_Fault(number, frozenset(), frozenset(), blanks=True)] = None
        for place in range(len(row.run.cells)):
            inner = frozenset(n for n, balance in enumerate(row.inner) if place in (*balance.left, *balance.right))
            outer = frozenset(n for n in row.outer if (number, place) in {term[:2] for term in table.outer[n].terms})
            if inner or outer:
                faults[_Fault(number, inner, outer)] = None
        return list(faults)

    def _search(self, fault: _Fault) -> None:
        """Every solution with *fault*, cut by cut."""
        table = self.table
        row = table.rows[fault.row]
        loose = [number for number in self.open if number != fault.row]
        if prod(len(table.rows[number].found) for number in loose) > _MOST_ELSEWHERE:
            self.cut_short = True
            return
        inner = tuple(balance for n, balance in enumerate(row.inner) if n not in fault.inner)
        live = [number for number in table.live if number not in fault.outer]
        certain = self._certain_totals(live, {fault.row, *loose})
        for elsewhere in product(*(table.rows[number].found for number in loose)):
            self.budget.spend(1 + len(live) // 4)
            chosen = dict(zip(loose, elsewhere, strict=True))
            allowed = self._allowed(fault.row, live, certain, chosen)
            if allowed is None:
                continue
            limits = Limits(inner, {place: (value,) for place, value in allowed.items()}, fault.blanks)
            found = list(islice(table.cuts_of(row, limits, self.budget), _MOST_CUTS + 1))
            self.cut_short |= len(found) > _MOST_CUTS
            self._note(fault, [cut for cut in found if "" in cut or not fault.blanks], chosen)

    def _note(self, fault: _Fault, found: Sequence[Cut], chosen: Mapping[int, Cut]) -> None:
        """Note the solutions with *fault* in which its row is one of *found* and the other open rows are *chosen*."""
        if not found:
            return
        self.blank[fault.row] |= fault.blanks
        self.found[fault.row].update(dict.fromkeys(found))
        for number, row in enumerate(self.table.rows):
            if number != fault.row and row.cuts:
                self.found[number][chosen.get(number, row.cuts[0])] = None

    def _certain_totals(self, live: Sequence[int], open_rows: set[int]) -> dict[int, Worth]:
        """For each equation, right minus left over the rows that have one cut only."""
        rows = self.table.rows
        return {
            e: sum(sign * worth(rows[r].found[0][p]) for r, p, sign in self.table.outer[e].terms if r not in open_rows)
            for e in live
        }

    def _allowed(
        self, number: int, live: Sequence[int], certain: dict[int, Worth], chosen: dict[int, Cut]
    ) -> dict[int, Worth] | None:
        """What the equations leave to the cells of row *number*; None where they cannot hold."""
        allowed: dict[int, Worth] = {}
        for e in live:
            total = certain[e]
            mine: list[tuple[int, int]] = []
            for r, place, sign in self.table.outer[e].terms:
                if r in chosen:
                    total += sign * worth(chosen[r][place])
                elif r == number:
                    mine.append((place, sign))
            if not mine:
                if total != 0:
                    return None
                continue
            if len(mine) > 1:
                # No form has such a sum. Left unused it only allows more.
                continue
            place, sign = mine[0]
            value = -sign * total
            if allowed.setdefault(place, value) != value or value < 0:
                return None
        return allowed


def _texts(found: Iterable[Cut], place: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cut[place] for cut in found))


def _within_bounds(kept: list[list[int]], vectors: Sequence[Sequence[tuple[Worth, ...]]]) -> list[list[int]] | None:
    """The options that no equation rules out by the least and most that the other rows can add; None if one has none."""
    width = len(vectors[0][0]) if vectors else 0
    changed = width > 0
    while changed:
        changed = False
        least = [[min(vectors[r][o][e] for o in options) for e in range(width)] for r, options in enumerate(kept)]
        most = [[max(vectors[r][o][e] for o in options) for e in range(width)] for r, options in enumerate(kept)]
        low = [sum(row[e] for row in least) for e in range(width)]
        high = [sum(row[e] for row in most) for e in range(width)]
        for r, options in enumerate(kept):
            possible = [
                o
                for o in options
                if all(
                    low[e] - least[r][e] + vectors[r][o][e] <= 0 <= high[e] - most[r][e] + vectors[r][o][e]
                    for e in range(width)
                )
            ]
            if not possible:
                return None
            if len(possible) < len(options):
                kept[r] = possible
                changed = True
    return kept


def _supported(
    kept: list[list[int]], vectors: Sequence[Sequence[tuple[Worth, ...]]], budget: Budget
) -> list[list[int]] | None:
    """The options of every row that are part of a solution; None if there is none.

    Row by row the partial sums that can be reached, then back again from those that end in zero: each
    partial sum once, however many ways lead to it.
    """
    width = len(vectors[0][0]) if vectors else 0
    zero: tuple[Worth, ...] = (0,) * width
    reached = [{zero}]
    for r, options in enumerate(kept):
        sums = {_plus(state, vectors[r][o]) for state in reached[-1] for o in options}
        budget.spend(len(sums) // 4)
        if len(sums) > _MOST_STATES:
            raise Budget.ExhaustedError
        reached.append(sums)
    wanted = {zero} & reached[-1]
    if not wanted:
        return None
    supported: list[list[int]] = []
    for r in range(len(kept) - 1, -1, -1):
        before: set[tuple[Worth, ...]] = set()
        used: defaultdict[int, bool] = defaultdict(bool)
        for state in reached[r]:
            for o in kept[r]:
                if _plus(state, vectors[r][o]) in wanted:
                    before.add(state)
                    used[o] = True
        wanted = before
        supported.append([o for o in kept[r] if used[o]])
    return supported[::-1]


def _plus(state: tuple[Worth, ...], vector: tuple[Worth, ...]) -> tuple[Worth, ...]:
    return tuple(a + b for a, b in zip(state, vector, strict=True))
