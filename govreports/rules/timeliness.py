"""When a report was published, against when the law wants it to be."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from govreports.reading.dates import find_date
from govreports.records import DateFrom, Finding, Severity
from govreports.rules import finding
from govreports.rules.facts import Facts

_SIGNED: Final = re.compile(r"^20\d\d年\d{1,2}月\d{1,2}日$")
_LAST_LINES: Final = 5
# How far a date can be relied on as the day of publication: an address bears the day of filing, often
# of a move to a new system.
_SURENESS: Final[Mapping[DateFrom, Severity]] = {
    "block": "error",
    "meta": "error",
    "list": "warning",
    "url": "info",
    "text": "info",
}
_GRAVITY: Final[tuple[Severity, ...]] = ("info", "warning", "error")


def _of_departments(facts: Facts) -> Iterator[Finding]:
    """Q701: departments publish by 31 January."""
    yield from _late(facts, "Q701", month=1)


def _of_governments(facts: Facts) -> Iterator[Finding]:
    """Q702: governments publish by 31 March."""
    yield from _late(facts, "Q702", month=3)


def _of_all_before_2019(facts: Facts) -> Iterator[Finding]:
    """Q703: under the Regulation of 2007 all published by 31 March."""
    yield from _late(facts, "Q703", month=3)


def _late(facts: Facts, rule: str, *, month: int) -> Iterator[Finding]:
    published, year = _published(facts), facts.report.year
    where = facts.report.metadata.published_date_from
    if published is None or year is None or where is None or published <= date(year + 1, month, 31):
        return
    declared: Severity = "warning" if rule == "Q703" or facts.kind == "zone" else "error"
    severity = min(declared, _SURENESS[where], key=_GRAVITY.index)
    message = f"published on {published}, by {year + 1}-{month:02}-31 at the latest"
    if published.year > year + 1:
        # Sites that move publish their old reports again; an address of that age says nothing else.
        if severity == "info":
            return
        severity = min(severity, "warning", key=_GRAVITY.index)
        message += "; or published again"
    yield finding(rule, f"{message} (date from: {where})", severity=severity)


def _too_early(facts: Facts) -> Iterator[Finding]:
    """Q704: no report is published before its year is over, or before it is signed."""
    published, year = _published(facts), facts.report.year
    if published is None or year is None or facts.report.metadata.published_date_from in {"url", "text"}:
        return
    if published < date(year + 1, 1, 1):
        yield finding("Q704", f"published on {published}, before the end of {year}")
    signed = _signed(facts)
    if signed is not None and published < signed:
        yield finding("Q704", f"published on {published}, but signed on {signed}")


def _published(facts: Facts) -> date | None:
    written = facts.report.metadata.published_date
    return find_date(written) if written else None


def _signed(facts: Facts) -> date | None:
    """The date in a line of its own at the text's end."""
    lines = facts.report.body.text.rsplit("\n", _LAST_LINES)[-_LAST_LINES:]
    signed = ["".join(line.split()) for line in lines]
    return next((find_date(line) for line in reversed(signed) if _SIGNED.match(line)), None)


RULES: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    "Q701": _of_departments,
    "Q702": _of_governments,
    "Q703": _of_all_before_2019,
    "Q704": _too_early,
}
