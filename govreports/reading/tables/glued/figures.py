"""Every way to cut a run of glued digits into a given number of figures.

A figure has no leading zero, and a boundary that the source shows is one; beyond that only sums say
which cut is meant. So cuts are searched from the right, where totals stand, and a cut is given up as
soon as a sum within the run can no longer hold.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["count", "signed", "amount"]
Worth: TypeAlias = int | Decimal

_COUNT = r"(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})"
_UNIT = r"(?:人次|万件|件|项|条|笔|次|个|宗|起|份)?"
_FIGURES: Final[Mapping[Style, re.Pattern[str]]] = {
    "count": re.compile(rf"{_COUNT}{_UNIT}|[/—–―-]+"),
    "signed": re.compile(rf"(?:增加|减少|净增|净减|增|减|\++|[\-−]+)?{_COUNT}{_UNIT}|[/—–―-]+"),
    "amount": re.compile(rf"{_COUNT}(?:\.\d+)?(?:万元|亿元|元)?|[/—–―-]+"),
}
_LONGEST: Final = 24
_NEVER: Final = 10_000
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Budget:
    """How much searching is left; whoever finds it used up stops."""

    class ExhaustedError(Exception):
        """There is more to search than is allowed."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take *steps* off what is left.

        Raises:
            ExhaustedError: there is nothing left.
        """
        self.left -= steps
        if self.left < 0:
            raise self.ExhaustedError


class Balance(NamedTuple):
    """A sum within one run, as places in it: the figures at *left* add up to those at *right*."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cut has to satisfy: sums, and figures that only some values are allowed for."""

    balances: tuple[Balance, ...] = ()
    allowed: Mapping[int, Collection[Worth]] | None = None
    blanks: bool = False
    """Whether cells may have been left blank, which leaves no trace in the run."""


@lru_cache(maxsize=65536)
def worth(figure: str) -> Worth:
    """What *figure* adds to a sum; nothing if it is blank or a mark for none.

    >>> worth("1,234件"), worth("减3"), worth("")
    (1234, -3, 0)
    """
    match = _DIGITS.search(figure)
    if match is None:
        return 0
    digits = match[0].replace(",", "")
    value: Worth = Decimal(digits) if "." in digits else int(digits)
    return -value if figure[0] in "减-−" or figure.startswith("净减") else value


def cuts(pieces: Sequence[str], styles: Sequence[Style], limits: Limits, budget: Budget) -> Iterator[tuple[str, ...]]:
    """Every cut of *pieces*, between which boundaries are sure, into one figure for each of *styles*.

    Raises:
        Budget.ExhaustedError: the search takes more steps than *budget* has left.
    """
    yield from _Search(pieces, styles, limits, budget).cuts()


class _Search:
    def __init__(self, pieces: Sequence[str], styles: Sequence[Style], limits: Limits, budget: Budget) -> None:
        self.text = "".join(pieces)
        self.styles = styles
        self.limits = limits
        self.budget = budget
        self.allowed = limits.allowed or {}
        self.piece_starts: list[int] = []
        """For every end of a figure, where the piece that it ends in begins."""
        for piece in pieces:
            self.piece_starts += [len(self.piece_starts)] * len(piece)
        self.endings: dict[tuple[int, Style], list[tuple[int, str, Worth]]] = {}
        self.fewest = self._fewest()
        """For every place, how many figures it takes at least to cover all before it."""
        # Sums a place takes part in, with the sign it has in "right minus left".
        self.signs: list[list[tuple[int, int]]] = [[] for _ in styles]
        self.last_place: list[int] = []
        self.right_known_from: list[int] = []
        for number, balance in enumerate(limits.balances):
            for place in balance.left:
                self.signs[place].append((number, -1))
            for place in balance.right:
                self.signs[place].append((number, 1))
            self.last_place.append(min(*balance.left, *balance.right))
            self.right_known_from.append(min(balance.right))
        self.covering: list[int | None] = [None] * (len(styles) + 1)
        """For every count, the sum that lacks nothing but the first so many figures."""
        for number, balance in enumerate(limits.balances):
            for count in range(1, min(balance.right) + 1):
                if all(place in balance.left for place in range(count)):
                    self.covering[count] = number
        self.is_plain = self.text.isdigit()
        self.digits_before = [0]
        for letter in self.text:
            self.digits_before.append(self.digits_before[-1] + (int(letter) if letter.isdigit() else 0))

    def _fewest(self) -> list[int]:
        styles = dict.fromkeys(self.styles)
        fewest = [0]
        for end in range(1, len(self.text) + 1):
            starts = (start for style in styles for start, _, _ in self._shown(end, style))
            fewest.append(1 + min((fewest[start] for start in starts), default=_NEVER))
        return fewest

    def cuts(self) -> Iterator[tuple[str, ...]]:
        chosen = [""] * len(self.styles)
        yield from self._before(len(self.text), len(self.styles), [0] * len(self.limits.balances), chosen)

    def _before(self, end: int, count: int, left_over: Sequence[Worth], chosen: list[str]) -> Iterator[tuple[str, ...]]:
        """Cuts of what lies before *end* into the first *count* figures."""
        self.budget.spend()
        if count == 0:
            if end == 0:
                yield tuple(chosen)
            return
        place = count - 1
        for start, figure, value in self._choices(end, self.styles[place]):
            if self.fewest[start] > place or (start < place and not self.limits.blanks):
                continue
            if place in self.allowed and value not in self.allowed[place]:
                continue
            rest = self._rest(place, value, left_over)
            if rest is None:
                # Longer figures are larger ones: they only make it worse, but for signs and decimals.
                if self.styles[place] == "count" and self._is_spent(place, value, left_over):
                    break
                continue
            if self._is_hopeless(place, start, rest):
                continue
            chosen[place] = figure
            yield from self._before(start, place, rest, chosen)
        chosen[place] = ""

    def _choices(self, end: int, style: Style) -> Iterator[tuple[int, str, Worth]]:
        if self.limits.blanks:
            yield end, "", 0
        yield from self._shown(end, style)

    def _shown(self, end: int, style: Style) -> list[tuple[int, str, Worth]]:
        """The figures that end at *end*, shortest first."""
        key = (end, style)
        if key not in self.endings:
            self.endings[key] = self._endings(end, style)
        return self.endings[key]

    def _endings(self, end: int, style: Style) -> list[tuple[int, str, Worth]]:
        if end == 0:
            return []
        first = max(self.piece_starts[end - 1], end - _LONGEST)
        found: list[tuple[int, str, Worth]] = []
        for start in range(end - 1, first - 1, -1):
            figure = self.text[start:end]
            if self._is_sign(end):
                break
            if _FIGURES[style].fullmatch(figure):
                found.append((start, figure, worth(figure)))
        return found

    def _is_sign(self, end: int) -> bool:
        """Whether a figure that ends here would end in the sign of the next one."""
        return self.text[end - 1] in "+-−" and self.text[end : end + 1].isdigit()

    def _rest(self, place: int, value: Worth, left_over: Sequence[Worth]) -> Sequence[Worth] | None:
        """What the sums still lack with *value* at *place*; None if one cannot hold any more."""
        if not self.signs[place]:
            return left_over
        rest = list(left_over)
        for number, sign in self.signs[place]:
            rest[number] += sign * value
            if place == self.last_place[number]:
                if rest[number] != 0:
                    return None
            elif rest[number] < 0 and place <= self.right_known_from[number]:
                return None
        return rest

    def _is_hopeless(self, count: int, end: int, rest: Sequence[Worth]) -> bool:
        """Whether the *count* figures before *end* cannot be what the sum that all of them are in still lacks."""
        number = self.covering[count]
        if number is None:
            return False
        lacking = rest[number]
        # Casting out nines: a figure leaves what the sum of its digits leaves, wherever it is cut.
        if (lacking - self.digits_before[end]) % 9:
            return True
        return self.is_plain and end > count * len(str(lacking))

    def _is_spent(self, place: int, value: Worth, left_over: Sequence[Worth]) -> bool:
        """Whether *value* is too large already for a sum whose total is known."""
        return any(
            sign < 0 and place < self.right_known_from[number] and left_over[number] < value
            for number, sign in self.signs[place]
        )
