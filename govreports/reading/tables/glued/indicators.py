"""Annexes that ran together: an indicator's label, its unit and its figures, and the next one's ordinal."""

import re
from collections.abc import Collection, Iterator, Sequence
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


def read_indicator(
    row: Row, before: str, printed: str, following: Sequence[Row], gaps: Collection[int]
) -> Indicator | None:
    """*row*, whose label stands after *before*, from what is *printed* up to the label of *following*.

    *gaps* are the places in *printed* before which there was white space. Inside figures it parts two,
    or falls into one, so that only before the next label's ordinal it says anything. None where what is
    printed is not a unit and figures that ran together.
    """
    match = _PRINTED.fullmatch(printed)
    if match is None or not _BEFORE.search(before):
        return None
    unit, figures = match["unit"] or "", match["figures"]
    start, ordinals = len(unit), printed_ordinals(following)
    dotted = bool(match["dot"]) and bool(match["rest"] or following)
    inside = [gap - start for gap in gaps if start < gap < start + len(figures)]
    if inside:
        if len(inside) > 1 or not dotted or figures[inside[0] :] not in ordinals:
            return None
        return Indicator(row, unit, figures, ((figures[: inside[0]],),))
    if dotted or (following and not match["rest"]):
        return Indicator(row, unit, figures, without_ordinal([figures], ordinals, dotted=dotted))
    return Indicator(row, unit, figures, ((figures,),))


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
        apart=True,
    )
    for indicator in indicators:
        for column in columns:
            yield indicator, column, verdicts[block.path(indicator.row, column)]
