"""What has to hold between figures, checked over every column, row or block that it holds for.

The sums a form prints or defines stand in the form's file, other comparisons with their rules. A
blank cell is not a zero, so a comparison with blanks in it has four possible outcomes: it can hold,
hold only if blanks mean zero, be broken whatever the blanks mean, or be open.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from govreports.forms import Form
from govreports.forms.sums import Sum, instances, sums
from govreports.records import Fault, Finding, Number
from govreports.rules import finding, load_rules
from govreports.rules.facts import Facts

Outcome: TypeAlias = Literal["pass", "pass_if_blank_is_zero", "fail", "not_evaluable"]
Relation: TypeAlias = Literal["=", "<="]


class Result(NamedTuple):
    """How one check of figures came out, and the finding if it failed."""

    outcome: Outcome
    breach: Finding | None = None


def check_identities(facts: Facts) -> Iterator[Result]:
    """Check every sum of the record's form whose table the document has."""
    if facts.form is not None:
        yield from _check(facts, sums(facts.form, tuple(facts.figures)))


def check_comparisons(facts: Facts) -> Iterator[Result]:
    """Check what the rules assert of the figures of the record's form beyond its sums."""
    if facts.form is not None:
        yield from _check(facts, _comparisons(facts.form, tuple(facts.figures)))


def _check(facts: Facts, instances: Iterable[Sum]) -> Iterator[Result]:
    values = facts.figures
    for instance in instances:
        left = [values.get(path) for path in instance.left]
        right = [values.get(path) for path in instance.right]
        outcome = weigh(left, right, instance.identity.relation)
        if outcome == "pass_if_blank_is_zero" and not _is_all_told(facts, instance):
            outcome = "not_evaluable"
        if outcome == "fail" and _may_have_more_parts(facts, instance):
            outcome = "not_evaluable"
        if outcome == "fail":
            yield Result(outcome, _broken(instance, left, right, fault_of(facts, (*instance.left, *instance.right))))
        else:
            yield Result(outcome)


def _is_all_told(facts: Facts, instance: Sum) -> bool:
    """Whether every cell without a figure is a blank one.

    One that the document does not have, or whose figure could not be placed, is not to be read as zero.
    """
    paths = (*instance.left, *instance.right)
    return all(path in facts.figures and facts.statuses.get(path) != "ambiguous" for path in paths)


def _may_have_more_parts(facts: Facts, instance: Sum) -> bool:
    """Whether a row that the form of an annex does not know can be what a sum falls short by."""
    if instance.identity.relation != "=" or not facts.report.tables.annex_unlisted:
        return False
    left, right = (_total([facts.figures.get(path) for path in side]) for side in (instance.left, instance.right))
    is_year = instance.path.startswith("annex.")
    others = [row.year if is_year else row.cumulative for row in facts.report.tables.annex_unlisted]
    return any(other is None or 0 < other <= right - left for other in others)


def weigh(left: Sequence[Number | None], right: Sequence[Number | None], relation: Relation = "=") -> Outcome:
    """Whether the two sides add up as *relation* says, None standing for a cell without a figure.

    >>> weigh([3, None], [3])
    'pass_if_blank_is_zero'
    >>> weigh([3, None], [2])
    'fail'
    >>> weigh([3, None], [5])
    'not_evaluable'
    >>> weigh([3], [5, None], "<=")
    'pass'
    """
    open_left, open_right = None in left, None in right
    total_left, total_right = _total(left), _total(right)
    if relation == "<=" and total_left <= total_right:
        # A blank on the right can only add to what is enough already.
        return "pass_if_blank_is_zero" if open_left else "pass"
    if total_left == total_right:
        return "pass_if_blank_is_zero" if open_left or open_right else "pass"
    # A missing figure can only add: it cannot mend a side that is too large already.
    mendable = open_right if total_left > total_right else open_left
    return "not_evaluable" if mendable else "fail"


@lru_cache(maxsize=64)
def _comparisons(form: Form, printed: tuple[str, ...]) -> tuple[Sum, ...]:
    """The same for what the rules assert of the form's figures."""
    declared = [
        comparison
        for rule in load_rules().values()
        if not rule.applies.forms or form.id in rule.applies.forms
        for comparison in rule.compare
    ]
    return tuple(instances(form, declared, printed))


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


def fault_of(facts: Facts, paths: Sequence[str]) -> Fault:
    """Whose fault it seems that the figures at *paths* do not agree.

    Where the source itself says which cell is where and every cell holds a plain figure, the
    agency printed it so; where the text had to be taken apart, we may have.
    """
    if any(facts.doubtful(path) for path in paths):
        return "extraction"
    return "source" if facts.exact else "unknown"


def _broken(instance: Sum, left: Sequence[Number | None], right: Sequence[Number | None], fault: Fault) -> Finding:
    identity = instance.identity
    total_left, total_right = as_number(_total(left)), as_number(_total(right))
    names = " + ".join(identity.left), " + ".join(identity.right)
    if identity.relation == "<=":
        message = f"{names[0]} = {total_left} is more than {names[1]} = {total_right}"
        expected, actual = total_right, total_left
    else:
        message = f"{names[0]} = {total_left}, but {names[1]} = {total_right}"
        # The identity reads "these add up to that": the longer side is what the other should be.
        longer_left = len(left) >= len(right)
        expected, actual = (total_left, total_right) if longer_left else (total_right, total_left)
    return finding(identity.rule, message, fault=fault, path=instance.path, expected=expected, actual=actual)


def as_number(value: Decimal | float) -> Number:
    """*value* as the record has numbers: whole ones are int."""
    return int(value) if value == int(value) else float(value)
