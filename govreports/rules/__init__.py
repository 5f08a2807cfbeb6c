"""Rules that a report is held against, declared in rules.toml, and what states their breaches.

A rule is computed where its scope says: *documents* by ``legibility``, from what was read and how;
*record* by ``check``, from the record alone; *years* by ``years``, from an agency's records of
several years. Comparisons of figures are data in rules.toml; the rest are small functions.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from govreports.agencies.kinds import Kind
from govreports.forms import Identity
from govreports.records import Fault, Finding, Number, Severity

__all__ = ["Applies", "Rule", "Scope", "finding", "load_rules"]

Scope: TypeAlias = Literal["documents", "record", "years"]


@dataclass(frozen=True, slots=True)
class Applies:
    """Which reports a rule is for; an empty tuple and None exclude nothing."""

    forms: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    from_year: int | None = None
    until_year: int | None = None

    def to(self, form: str | None, kind: Kind | None, year: int | None) -> bool:
        """Whether a report of that form, year and kind of agency is meant; what is not known is not."""
        if self.forms and form not in self.forms:
            return False
        if self.kinds and kind not in self.kinds:
            return False
        if self.from_year is None and self.until_year is None:
            return True
        return year is not None and (self.from_year or year) <= year <= (self.until_year or year)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. *fault* says whose a breach usually is; *compare* what it asserts of figures."""

    id: str
    severity: Severity
    title: str
    source: str
    formula: str = ""
    fault: Fault = "unknown"
    scope: Scope = "record"
    applies: Applies = Applies()
    compare: tuple[Identity, ...] = ()


@cache
def load_rules() -> dict[str, Rule]:
    """All rules by id, in order."""
    data = tomllib.loads((resources.files(__name__) / "rules.toml").read_text("utf-8"))
    return {key: _rule(key, data[key]) for key in sorted(data)}


def _rule(key: str, entry: Mapping[str, Any]) -> Rule:
    meant = entry.get("applies", {})
    applies = Applies(
        forms=tuple(meant.get("forms", ())),
        kinds=tuple(meant.get("kinds", ())),
        from_year=meant.get("from_year"),
        until_year=meant.get("until_year"),
    )
    compare = tuple(
        Identity(
            rule=key,
            table=each["table"],
            across=each["across"],
            left=tuple(each["left"]),
            right=tuple(each["right"]),
            relation=each["relation"],
        )
        for each in entry.get("compare", ())
    )
    return Rule(**{**entry, "id": key, "applies": applies, "compare": compare})


def finding(  # noqa: PLR0913  # one for each field of a finding
    rule: str,
    message: str,
    *,
    fault: Fault | None = None,
    severity: Severity | None = None,
    path: str | None = None,
    expected: Number | None = None,
    actual: Number | None = None,
) -> Finding:
    """A breach of *rule*, at *path*; *expected* and *actual* in the unit of the path.

    *fault* and *severity* are the rule's own where the evidence says nothing better.
    """
    declared = load_rules()[rule]
    return Finding(
        rule=rule,
        severity=severity or declared.severity,
        path=path,
        expected=expected,
        actual=actual,
        fault=fault or declared.fault,
        message=message,
    )
