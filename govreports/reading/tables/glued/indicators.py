"""Annexes that ran together: an indicator's label, its unit and its figures, and the next one's ordinal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govreports.forms import Column, Form, Row
from govreports.forms.sums import sums
from govreports.reading.tables.annex_lines import COUNTED, MONEY
from govreports.reading.tables.glued.layout import printed_ordinals, without_ordinal
from govreports.reading.tables.glued.solver import Equation, Run, Verdict, solve

_UNITS: Final = "|".join(sorted(COUNTED | MONEY, key=lambda unit: (-len(unit), unit)))
_PRINTED: Final = re.compile(rf"(?P<unit>{_UNITS})?(?P<figures>\d[\d,]*(?:\.\d+)?)(?P<dot>[.、](?!\d))?(?P<rest>.*)")
# What may stand before a label: the end of the figures before it, or its own ordinal.
_BEFORE: Final = re.compile(r"(?:^|\d[.、]?|其中:?|[)）])$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of an annex as printed: *unit*, *figures* with what may be the next label's ordinal, and what they may be."""

    row: Row
    unit: str
    figures: str
    readings: tuple[tuple[str, ...], ...]


def read_indicator(row: Row, before: str, printed: str, following: Sequence[Row]) -> Indicator | None:
    """*row*, whose label stands after *before*, from what is *printed* up to the label of *following*.

    None where that is not its unit and its figures.
    """
    match = _PRINTED.fullmatch(printed)
    if match is None or not _BEFORE.search(before):
        return None
    dotted = bool(match["dot"]) and bool(match["rest"] or following)
    if dotted or (following and not match["rest"]):
        readings = without_ordinal([match["figures"]], printed_ordinals(following), dotted=dotted)
    else:
        readings = ((match["figures"],),)
    return Indicator(row, match["unit"] or "", match["figures"], readings)


def settle(
    form: Form, columns: Sequence[Column], indicators: Sequence[Indicator]
) -> Iterator[tuple[Indicator, Column, Verdict]]:
    """What every cell of *indicators* holds, whose *columns* stand from left to right."""
    (block,) = form.blocks
    paths = tuple(block.path(indicator.row, column) for indicator in indicators for column in columns)
    verdicts = solve(
        [
            Run(
                cells=tuple(block.path(indicator.row, column) for column in columns),
                styles=tuple("amount" if indicator.row.unit in MONEY else "count" for _ in columns),
                readings=indicator.readings,
            )
            for indicator in indicators
        ],
        [Equation(s.left, s.right) for s in sums(form, paths) if s.identity.relation == "="],
    )
    for indicator in indicators:
        for column in columns:
            yield indicator, column, verdicts[block.path(indicator.row, column)]
