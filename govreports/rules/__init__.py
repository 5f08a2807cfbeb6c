"""Rules that a report is held against, declared in rules.toml, and what states their breaches."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govreports.records import Fault, Finding, Number, Severity

__all__ = ["Rule", "finding", "load_rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared."""

    id: str
    severity: Severity
    title: str
    source: str


@cache
def load_rules() -> dict[str, Rule]:
    """All rules by id."""
    data = tomllib.loads((resources.files(__name__) / "rules.toml").read_text("utf-8"))
    return {key: Rule(id=key, **entry) for key, entry in data.items()}


def finding(
    rule: str,
    message: str,
    *,
    fault: Fault,
    path: str | None = None,
    expected: Number | None = None,
    actual: Number | None = None,
) -> Finding:
    """A breach of *rule*, at *path*; *expected* and *actual* in the unit of the path."""
    severity = load_rules()[rule].severity
    return Finding(
        rule=rule, severity=severity, path=path, expected=expected, actual=actual, fault=fault, message=message
    )
