"""Stored records held against all the rules that need no documents, one by one and against each other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from govreports.records import Finding, Report
from govreports.rules.check import check_report
from govreports.rules.years import Line, check_years, year_of
from govreports.show import aligned

_HEADINGS: Final = ("report", "rule", "severity", "fault", "path", "message")
_GRAVITY: Final = ("error", "warning", "info")


def check_records(records: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The findings about *records*, those across years and agencies last.

    Raises:
        ValueError: a record does not fit the schema; the message says which.
    """
    found: list[Line] = []
    years = []
    for record in records:
        report = check_report(_report(record))
        found += (Line(report.report_id, report.source.url, each) for each in report.findings)
        if (year := year_of(report)) is not None:
            years.append(year)
    return found + check_years(years)


def findings_table(found: Sequence[Line]) -> str:
    """One line a finding, the gravest first, and a last line that counts them."""
    ranked = sorted(found, key=lambda line: (_GRAVITY.index(line.finding.severity), line.report_id, line.finding.rule))
    rows = [(line.report_id, *_cells(line.finding)) for line in ranked]
    counts = (f"{sum(line.finding.severity == severity for line in found)} {severity}" for severity in _GRAVITY)
    total = f"{len(found)} findings: " + ", ".join(counts)
    return aligned([_HEADINGS, *rows]) + f"\n\n{total}" if rows else total


def _cells(found: Finding) -> tuple[str, ...]:
    return found.rule, found.severity, found.fault, found.path or "-", found.message


def _report(record: Mapping[str, Any]) -> Report:
    try:
        return Report.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{record['report_id']}: not a record of this version: {place}: {first['msg']}") from None
