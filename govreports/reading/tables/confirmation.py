"""Which figures of a picture count: those that the table's own sums confirm.

A recogniser that misreads a digit says so in no way that could be relied on, but the sums of the
form give it away: tables three and four print every figure's part in one or two of them. So a
recognised figure counts if

- it takes part in a sum that holds, and
- in no sum that is broken, unless another cell is what broke it.

What broke a sum is told first: a cell all of whose sums are broken. Its sums then say nothing about
their other cells, which another sum has to confirm. Two misreadings that make up for each other in
a row break two columns in which no cell stands out; then both columns are left out.

A blank is a cell without any ink and counts as zero here, as it does in the agency's own sums; but
where every cell of a side is blank nothing was added up, and nothing confirmed. Figures that are
part of no sum (all of table two) are never confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from govreports.forms import Form
from govreports.forms.sums import Sum, sums
from govreports.reading.tables.result import AMBIGUOUS, Reading

_NONE: Final = frozenset({"blank", "not_applicable"})
"""Statuses of cells that are known to hold no figure."""


def keep_confirmed(form: Form, cells: Mapping[str, Reading]) -> dict[str, Reading]:
    """*cells* of a recognised document: what no sum confirms becomes None and ``ambiguous``, its text kept.

    Blank cells stay blank, unless one is what breaks its sums: then a figure was not seen there.
    """
    evaluable = [instance for instance in sums(form, tuple(cells)) if _is_evaluable(instance, cells)]
    holding = [instance for instance in evaluable if _holds(instance, cells)]
    broken = [instance for instance in evaluable if not _holds(instance, cells)]
    in_holding = _paths(holding)
    culprits = _paths(broken) - in_holding
    unexplained = _paths(instance for instance in broken if culprits.isdisjoint(instance.left + instance.right))
    confirmed = in_holding - unexplained
    return {
        path: reading
        if path in confirmed or (reading.status == "blank" and path not in culprits)
        else reading._replace(value=None, status=AMBIGUOUS)
        for path, reading in cells.items()
    }


def _paths(instances: Iterable[Sum]) -> set[str]:
    return {path for instance in instances for path in (*instance.left, *instance.right)}


def _is_evaluable(instance: Sum, cells: Mapping[str, Reading]) -> bool:
    """Whether every cell of the sum is known, and neither side is all blank."""
    for side in (instance.left, instance.right):
        readings = [cells.get(path) for path in side]
        if any(reading is None or (reading.value is None and reading.status not in _NONE) for reading in readings):
            return False
        if all(reading is None or reading.value is None for reading in readings):
            return False
    return True


def _holds(instance: Sum, cells: Mapping[str, Reading]) -> bool:
    return _total(instance.left, cells) == _total(instance.right, cells)


def _total(paths: Sequence[str], cells: Mapping[str, Reading]) -> Decimal:
    # Decimal: 0.1 + 0.2 must be 0.3 here.
    return sum((Decimal(repr(cells[path].value or 0)) for path in paths), Decimal(0))
