"""The declared rules, written out for people and for machines."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from govreports.rules import Rule, load_rules
from govreports.show import aligned

_GROUPS: Final = {
    "Q1": "Structure",
    "Q2": "Table two",
    "Q3": "Table three",
    "Q4": "Table four",
    "Q5": "Text against tables",
    "Q6": "Across years and agencies",
    "Q7": "Timeliness",
    "Q8": "Metadata and identity",
    "Q9": "Extraction",
}
_PREFACE: Final = """\
# The rules

Written by `govreports rules --markdown` from `govreports/rules/rules.toml`; a test holds the two equal.

- **severity**: an error breaks a printed sum or a legal duty. What is declared is the most; weaker evidence lowers it.
- **scope**: `documents` needs what was read and is found when it is read; for `record` the record is enough, so
  `govreports check` finds the same again; `years` needs the records of several years, or of several agencies, and is found
  by `govreports check` only.
- **fault**: whose a breach usually is: the agency's (`source`), ours (`extraction`), or not to be said (`unknown`). Where a
  finding knows better, it says so.
"""


def rules_table() -> str:
    """One line a rule: id, severity, scope, title."""
    rows = [(rule.id, rule.severity, rule.scope, rule.title) for rule in load_rules().values()]
    return aligned([("rule", "severity", "scope", "asserts"), *rows])


def rules_json() -> str:
    """All that is declared, as a JSON array."""
    return json.dumps([asdict(rule) for rule in load_rules().values()], ensure_ascii=False, indent=2)


def rules_markdown() -> str:
    """The page docs/rules.md."""
    parts = [_PREFACE]
    for prefix, title in _GROUPS.items():
        rules = [rule for rule in load_rules().values() if rule.id.startswith(prefix)]
        if rules:
            parts.append(f"## {title}\n\n" + "\n".join(_lines(rules)) + "\n")
    return "\n".join(parts)


def _lines(rules: Iterable[Rule]) -> Iterable[str]:
    yield "| rule | asserts | how | severity | scope | fault | for | rests on |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for rule in rules:
        cells = (rule.id, rule.title, rule.formula, rule.severity, rule.scope, rule.fault, _meant(rule), rule.source)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _meant(rule: Rule) -> str:
    applies = rule.applies
    years = f"{applies.from_year or ''}–{applies.until_year or ''}" if applies.from_year or applies.until_year else ""
    forms = "form " + ", ".join(applies.forms) if applies.forms else ""
    return "; ".join(part for part in (forms, years, ", ".join(applies.kinds)) if part) or "all"
