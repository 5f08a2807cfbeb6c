"""A record held against every rule that a record alone can answer.

The same record gives the same findings wherever it is checked: right after reading, or years later
from a line of JSON. Findings about how documents were read cannot be made again without them, so
those that the record has stay.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from govreports.forms import load_forms
from govreports.records import Checks, Finding, Report
from govreports.rules import Rule, figures, identity, load_rules, structure, text_against_tables, timeliness
from govreports.rules.facts import Facts, facts_of
from govreports.rules.identities import Outcome, Result, check_comparisons, check_identities

NUMERIC: Final[tuple[Callable[[Facts], Iterator[Result]], ...]] = (
    check_identities,
    check_comparisons,
    figures.check_ranges,
)
"""Checks of figures: each has one of four outcomes, which the record counts."""

COMPUTED: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    **structure.RULES,
    **figures.RULES,
    **timeliness.RULES,
    **identity.RULES,
    **text_against_tables.RULES,
}
"""What states breaches of the other rules of a record, by their ids."""


def check_report(report: Report) -> Report:
    """*report* with the findings and the counts of all rules over records in place of those it had."""
    facts = facts_of(report)
    kept = [found for found in report.findings if found.rule not in _made_here()]
    outcomes: Counter[Outcome] = Counter()
    made: list[Finding] = []
    for check in NUMERIC:
        for outcome, breach in check(facts):
            outcomes[outcome] += 1
            if breach is not None:
                made.append(breach)
    for rule_id, states_breaches in COMPUTED.items():
        if _applies(load_rules()[rule_id], facts):
            made += states_breaches(facts)
    made.sort(key=lambda found: found.rule)
    checks = Checks(
        passed=outcomes["pass"],
        pass_if_blank_is_zero=outcomes["pass_if_blank_is_zero"],
        fail=outcomes["fail"],
        not_evaluable=outcomes["not_evaluable"],
    )
    # Both fields hold models that are valid already: nothing is left to validate.
    return report.model_copy(update={"findings": kept + made, "checks": checks})


def _applies(rule: Rule, facts: Facts) -> bool:
    return rule.applies.to(facts.report.form, facts.kind, facts.report.year)


@cache
def _made_here() -> frozenset[str]:
    """The rules whose findings this module makes; those of all others are kept as they are."""
    summed = (identity.rule for form in load_forms() for identity in form.identities)
    compared = (rule.id for rule in load_rules().values() if rule.compare)
    return frozenset({*COMPUTED, *summed, *compared, *figures.RANGES.values()})
