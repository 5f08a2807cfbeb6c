"""The sums a form prints or defines, checked over every column, row or block they hold for.

A blank cell is not a zero, so a sum with blanks in it has four possible outcomes: it can hold, hold
only if blanks mean zero, be broken whatever the blanks mean, or be open.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from govreports.forms.sums import Sum, sums
from govreports.reading.tables import TablesRead
from govreports.records import Checks, Fault, Finding, Number
from govreports.rules import finding

Outcome: TypeAlias = Literal["pass", "pass_if_blank_is_zero", "fail", "not_evaluable"]


def check_identities(tables: TablesRead) -> tuple[list[Finding], Checks]:
    """Check every sum of the form whose table the document has."""
    if tables.form is None:
        return [], Checks()
    values = {path: reading.value for path, reading in tables.cells.items()}
    outcomes: Counter[Outcome] = Counter()
    findings: list[Finding] = []
    for instance in sums(tables.form, tuple(tables.cells)):
        left = [values.get(path) for path in instance.left]
        right = [values.get(path) for path in instance.right]
        outcome = weigh(left, right)
        if outcome == "pass_if_blank_is_zero" and not values.keys() >= {*instance.left, *instance.right}:
            # A cell that the document does not have at all is no blank to be read as zero.
            outcome = "not_evaluable"
        outcomes[outcome] += 1
        if outcome == "fail":
            findings.append(_broken(instance, left, right, _fault(instance, tables)))
    return findings, Checks(
        passed=outcomes["pass"],
        pass_if_blank_is_zero=outcomes["pass_if_blank_is_zero"],
        fail=outcomes["fail"],
        not_evaluable=outcomes["not_evaluable"],
    )


def weigh(left: Sequence[Number | None], right: Sequence[Number | None]) -> Outcome:
    """Whether the two sides add up to the same, None standing for a cell without a figure.

    >>> weigh([3, None], [3])
    'pass_if_blank_is_zero'
    >>> weigh([3, None], [2])
    'fail'
    >>> weigh([3, None], [5])
    'not_evaluable'
    """
    open_left, open_right = None in left, None in right
    total_left, total_right = _total(left), _total(right)
    if total_left == total_right:
        return "pass_if_blank_is_zero" if open_left or open_right else "pass"
    # A missing figure can only add: it cannot mend a side that is too large already.
    mendable = open_right if total_left > total_right else open_left
    return "not_evaluable" if mendable else "fail"


def _total(values: Sequence[Number | None]) -> Decimal | int:
    total = 0
    for value in values:
        if value is None:
            continue
        if not isinstance(value, int):
            # Decimal where there are fractions: 0.1 + 0.2 must be 0.3 here.
            return sum((Decimal(repr(value)) for value in values if value is not None), Decimal(0))
        total += value
    return total


def _fault(instance: Sum, tables: TablesRead) -> Fault:
    """Whose the breach seems to be.

    Where the source itself says which cell is where and every cell holds a plain figure, the
    agency printed it so; where the text had to be taken apart, we may have.
    """
    readings = [tables.cells.get(path) for path in (*instance.left, *instance.right)]
    if any(reading is None or reading.status in {"ambiguous", "recovered", "text"} for reading in readings):
        return "extraction"
    return "source" if tables.exact and not tables.misspelt else "unknown"


def _broken(instance: Sum, left: Sequence[Number | None], right: Sequence[Number | None], fault: Fault) -> Finding:
    # The identity reads "these add up to that": the longer side is what the other should be.
    parts, total = (left, right) if len(left) >= len(right) else (right, left)
    expected, actual = _number(_total(parts)), _number(_total(total))
    names = " + ".join(key for key in instance.identity.left), " + ".join(key for key in instance.identity.right)
    return finding(
        instance.identity.rule,
        f"{names[0]} = {_number(_total(left))}, but {names[1]} = {_number(_total(right))}",
        fault=fault,
        path=instance.path,
        expected=expected,
        actual=actual,
    )


def _number(value: Decimal | int) -> Number:
    return int(value) if value == int(value) else float(value)
