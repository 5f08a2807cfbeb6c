"""Every monitor, on runs that are in order but for one thing."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govreports.health.model import Changes, FieldCoverage, FindingCount
from govreports.health.monitors import MONITORS, MonitorsError, monitors
from tests.health.made import HOST, judged, past, site, years

DOCS = Path(__file__).parents[2] / "docs" / "health.md"
_TITLES = (FieldCoverage(field="title", present=19, of=20, required=True),)


def _days(count: int) -> tuple[FieldCoverage, ...]:
    return (FieldCoverage(field="published_date", present=count, of=20),)


def test_a_run_in_order_passes_all() -> None:
    report = judged(changes=Changes(counts={"new": 1, "gone": 0}))
    assert {it.monitor: it.status for it in report.verdicts} == {it.name: "ok" for it in MONITORS}
    assert report.outcome == "ok"


@pytest.mark.parametrize(
    ("monitor", "status", "said", "changed"),
    [
        ("finished", "failure", "memusage_exceeded", {"reason": "memusage_exceeded"}),
        ("finished", "ok", "goes on", {"reason": "shutdown", "later": True}),
        ("zero_reports", "failure", HOST, {"reports": 0, "sites": (site(reports=0),)}),
        ("zero_reports", "failure", "no report came out", {"reports": 0, "sites": ()}),
        ("zero_reports", "skipped", "has left", {"reports": 0, "sites": (site(reports=0, retired=True),)}),
        ("zero_reports", "skipped", "put off", {"reports": 0, "sites": (site(reports=0, put_off="500 today"),)}),
        ("less_than_before", "failure", "30 reports", {"sites": (site(before="30 reports on 2026-01-20"),)}),
        ("less_than_before", "skipped", "no good run", {"past": (past(ok=False),)}),
        ("errors", "failure", "1 error", {"sites": (site(errors=1),)}),
        ("obstacles", "failure", "ask the agency", {"sites": (site(obstacle="waf_jsl"),)}),
        ("strays", "failure", "b.gov.cn", {"sites": (site(strays=("b.gov.cn",)),)}),
        ("platform", "failure", "hanweb", {"sites": (site(looks_like="hanweb"),)}),
        ("broken_records", "failure", "2 records", {"invalid": 2}),
        ("broken_records", "failure", "1 publication", {"broken_items": 1}),
        ("required_fields", "failure", "1 of 20 lack title", {"incomplete": 1, "coverage": _TITLES}),
        ("coverage_fell", "warning", "100% → 90%", {"coverage": _days(18)}),
        ("coverage_fell", "ok", "", {"coverage": _days(19)}),
        ("coverage_lost", "ok", "", {"coverage": _days(18)}),
        ("coverage_lost", "failure", "100% → 5%", {"coverage": _days(1)}),
        ("requests_per_report", "warning", "6.0 requests a report", {"requests": 122}),
        ("requests_per_report", "ok", "", {"requests": 300, "list_pages": 220}),
        ("requests_per_report", "skipped", "too few", {"requests": 20}),
        ("duration", "warning", "50 min", {"seconds": 3000.0}),
        ("duration", "ok", "", {"seconds": 700.0}),
        ("gone", "warning", "2 reports are gone", {"changes": Changes(counts={"gone": 2})}),
        ("gone", "skipped", "no ledger", {}),
        ("cut_off", "warning", "2 runs before this one", {"cut_off": ("20260218T030000Z", "20260219T030000Z")}),
        ("kept", "failure", "No space left", {"keeping_errors": {"archive/error": "No space left"}}),
    ],
)
def test_each_says_what_is_wrong_with_a_number(monitor: str, status: str, said: str, changed: dict[str, Any]) -> None:
    (verdict,) = [it for it in judged(**changed).verdicts if it.monitor == monitor]
    assert (verdict.status, said in verdict.message) == (status, True), verdict


def test_doubts_about_our_own_reading_that_rise_are_said() -> None:
    found = FindingCount(rule="Q901", severity="error", fault="extraction", count=5)
    (verdict,) = [it for it in judged(findings=(found,)).verdicts if it.monitor == "extraction"]
    assert (verdict.status, verdict.message) == (
        "warning",
        "5 findings that seem our reading's fault, 0.25 a report; 0.00 before",
    )


@pytest.mark.parametrize(
    ("day", "status"), [(date(2026, 2, 1), "ok"), (date(2026, 2, 14), "ok"), (date(2026, 2, 15), "warning")]
)
def test_an_agency_that_is_late_is_a_warning_after_some_days_of_grace(day: date, status: str) -> None:
    report = judged(day=day, agencies=(years(y2024="present", y2025="overdue"),))
    (verdict,) = [it for it in report.verdicts if it.monitor == "expected_year"]
    assert verdict.status == status
    assert f"{(day - date(2026, 1, 31)).days} days past the deadline" in verdict.message
    assert report.outcome == ("ok" if status == "ok" else "warning")


def test_nothing_passes_for_lack_of_anything_to_look_at() -> None:
    report = judged(reports=0, requests=0, sites=(site(reports=0),), coverage=(), agencies=(), past=())
    told = {it.monitor: it.status for it in report.verdicts}
    assert told["zero_reports"] == "failure"
    assert {told[it] for it in ("broken_records", "required_fields", "coverage_lost", "expected_year")} == {"skipped"}


def test_a_sample_and_a_run_cut_short_are_held_against_nothing() -> None:
    few = {"reports": 3, "sites": (site(reports=3),), "agencies": (years(y2024="present", y2025="overdue"),)}
    for changed in ({"sample": 3}, {"reason": "shutdown", "later": True}):
        told = {it.monitor: it.status for it in judged(**few, **changed).verdicts}
        whole = {it.name for it in MONITORS if it.whole}
        assert {told[it] for it in whole} == {"skipped"}
        assert "failure" not in told.values()


def test_the_worst_comes_first() -> None:
    order = [it.status for it in judged(requests=500, invalid=1).verdicts]
    assert order == sorted(order, key=["failure", "warning", "ok", "skipped"].index)
    assert order[:2] == ["failure", "warning"]


def test_the_setting_changes_limits_and_severities_and_takes_monitors_out() -> None:
    changed = {"requests_per_report": {"most": 1}, "expected_year": {"severity": "failure"}, "duration": None}
    in_force = {it.name: it for it in monitors(changed)}
    assert in_force["requests_per_report"].limits == {"most": 1, "at_least": 30}
    assert in_force["expected_year"].severity == "failure"
    assert "duration" not in in_force
    assert len(in_force) == len(MONITORS) - 1


@pytest.mark.parametrize(
    "changes",
    [
        {"zero_report": {}},
        {"gone": {"least": 1}},
        {"gone": {"most": "many"}},
        {"gone": {"severity": "info"}},
        {"gone": 3},
        {"errors": None},
        {"errors": {"severity": "warning"}},
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(MonitorsError, match="MONITORS"):
        monitors(changes)


def test_the_documentation_s_table_is_the_declarations() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| .+? \| (warning|failure)(\*?) \| (.*?)\|$", DOCS.read_text("utf-8"), re.MULTILINE
    )
    told = [
        (name, severity, bool(star), {key: float(value) for key, value in re.findall(r"`(\w+)` ([\d.]+)", limits)})
        for name, severity, star, limits in rows
    ]
    assert told == [(it.name, it.severity, it.of_sites, dict(it.limits)) for it in MONITORS]


def test_what_fails_a_site_fails_a_monitor() -> None:
    """The log's verdict on a site and the monitors' on the run cannot differ."""
    for wrong in (
        {"reports": 0},
        {"errors": 1},
        {"obstacle": "refused"},
        {"before": "30 reports on 2026-01-20"},
        {"strays": ("b.gov.cn",)},
    ):
        line = site(**wrong)
        assert line.failed
        assert judged(sites=(line,)).outcome == "failure", wrong
