"""The sums of the forms: none missed, none invented, and blanks that are neither zero nor an excuse."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.forms import Form
from govreports.records import CellNote, Checks, Finding
from govreports.rules import finding, load_rules
from govreports.rules.facts import Facts, facts_of
from govreports.rules.identities import check_identities, weigh
from tests.rules.made import APPLICANTS, FORMS, Cells, consistent, made_report, result_rows

modest = settings(max_examples=60, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)


def _facts(cells: Cells, form: Form, **more: Any) -> Facts:
    return facts_of(made_report(cells, form=form.id, **more))


def _check(facts: Facts) -> tuple[list[Finding], Checks]:
    results = list(check_identities(facts))
    counts = Counter(result.outcome for result in results)
    breaches = [result.breach for result in results if result.breach is not None]
    checks = Checks(
        passed=counts["pass"],
        pass_if_blank_is_zero=counts["pass_if_blank_is_zero"],
        fail=counts["fail"],
        not_evaluable=counts["not_evaluable"],
    )
    assert checks.fail == len(breaches)
    return breaches, checks


def _numbers() -> Callable[[], int]:
    count = iter(range(10**6))
    return lambda: 3 + next(count) % 11


_SUMMED = {
    name: sorted(path for path in form.paths() if not path.startswith("proactive")) for name, form in FORMS.items()
}


@pytest.mark.parametrize("name", sorted(FORMS))
@modest
@given(seed=seeds)
def test_sums_that_hold_yield_nothing(name: str, seed: int) -> None:
    form = FORMS[name]
    dice = Random(seed)
    cells = consistent(form, lambda: dice.randint(0, dice.choice([1, 40, 10**7])))
    findings, checks = _check(_facts(cells, form))
    rows = len(result_rows(form)) + 4
    assert findings == []
    counts = (checks.passed, checks.pass_if_blank_is_zero, checks.fail, checks.not_evaluable)
    assert counts == (7 + 7 + rows + 3, 0, 0, 0)


@pytest.mark.parametrize("name", sorted(FORMS))
@modest
@given(data=st.data())
def test_any_cell_changed_is_found_everywhere_it_counts(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    cells = consistent(form, _numbers())
    path = data.draw(st.sampled_from(_SUMMED[name]))
    change = data.draw(st.integers(-(10**6), 10**6).filter(bool))
    findings, checks = _check(_facts({**cells, path: cells[path] + change}, form))
    table, rest = path.split(".", 1)
    row, column = rest.rsplit(".", 1)
    expected: set[tuple[str, str | None]]
    if table == "disputes":
        expected = {("Q401", f"disputes.{row}.*")}
    else:
        expected = {("Q303", f"requests.{row}.*")}
        if row in {"new_requests", "carried_over", "carried_forward", "results.total"}:
            expected.add(("Q301", f"requests.*.{column}"))
        if row.startswith("results."):
            expected.add(("Q302", f"requests.*.{column}"))
    assert {(found.rule, found.path) for found in findings} == expected
    assert checks.fail == len(expected)
    for found in findings:
        assert found.expected is not None
        assert found.actual is not None
        assert abs(found.expected - found.actual) == abs(change)
        assert found.fault == "source"
        assert found.severity == load_rules()[found.rule].severity


def test_expected_is_the_sum_and_actual_the_printed_total() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    (found,), _ = _check(_facts(cells, form))
    assert (found.expected, found.actual, found.path) == (8, 5, "disputes.reconsideration.*")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_proactive_figures_are_in_no_sum(name: str) -> None:
    form = FORMS[name]
    cells = {path: number for number, path in enumerate(form.paths()) if path.startswith("proactive")}
    findings, checks = _check(_facts(cells, form))
    assert (findings, checks.passed, checks.fail, checks.not_evaluable) == ([], 0, 0, 0)


def test_no_form_no_checks() -> None:
    assert list(check_identities(facts_of(made_report(form=None)))) == []


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ([1, 2], [3], "pass"),
        ([], [], "pass"),
        ([0, 0], [0], "pass"),
        ([1, 2], [4], "fail"),
        ([0.1, 0.2], [0.3], "pass"),
        ([1.5, 1.5], [3], "pass"),
        ([3, None], [3], "pass_if_blank_is_zero"),
        ([None, None], [None], "pass_if_blank_is_zero"),
        ([3], [3, None], "pass_if_blank_is_zero"),
        ([3, None], [2], "fail"),
        ([2], [3, None], "fail"),
        ([3, None], [5], "not_evaluable"),
        ([5], [3, None], "not_evaluable"),
        ([3, None], [None], "not_evaluable"),
        ([None], [3, None], "not_evaluable"),
    ],
)
def test_the_outcomes_of_a_sum(left: list[int | float | None], right: list[int | float | None], outcome: str) -> None:
    assert weigh(left, right) == outcome


_NUMBER = st.one_of(st.none(), st.integers(0, 50))


@modest
@given(st.lists(_NUMBER, max_size=6), st.lists(_NUMBER, max_size=3))
def test_an_outcome_is_what_some_or_every_filling_of_the_blanks_says(
    left: list[int | float | None], right: list[int | float | None]
) -> None:
    total_left, total_right = (sum(number for number in side if number is not None) for side in (left, right))
    blank_left, blank_right = None in left, None in right
    outcome = weigh(left, right)
    assert (outcome == "pass") == (total_left == total_right and not blank_left and not blank_right)
    # A blank is at least nought: only a side that is too small can be mended, and only by a blank of its own.
    possible = (
        total_left == total_right
        or (blank_left and total_left < total_right)
        or (blank_right and total_right < total_left)
    )
    assert (outcome == "fail") == (not possible)
    assert (outcome == "pass_if_blank_is_zero") == (total_left == total_right and (blank_left or blank_right))
    assert weigh(right, left) == outcome


def test_a_blank_nought_passes_only_if_it_is_nought() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 0))
    cells["requests.results.granted.natural_person"] = None
    findings, checks = _check(_facts(cells, form))
    assert findings == []
    assert (checks.pass_if_blank_is_zero, checks.fail, checks.not_evaluable) == (2, 0, 0)


def test_a_blank_that_hides_a_figure_is_open_and_a_blank_total_too() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 4))
    cells["requests.results.granted.natural_person"] = None
    findings, checks = _check(_facts(cells, form))
    assert (findings, checks.not_evaluable) == ([], 2)
    cells["disputes.reconsideration.total"] = None
    findings, checks = _check(_facts(cells, form))
    assert (findings, checks.not_evaluable) == ([], 3)


def test_a_blank_cannot_mend_a_sum_that_is_too_large() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 4))
    cells["disputes.reconsideration.upheld"] = None
    cells["disputes.reconsideration.total"] = 11
    findings, _ = _check(_facts(cells, form))
    assert [finding.rule for finding in findings] == ["Q401"]


def test_a_cell_the_document_lacks_is_no_blank() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 0))
    del cells["requests.results.granted.natural_person"]
    findings, checks = _check(_facts(cells, form))
    assert findings == []
    assert (checks.pass_if_blank_is_zero, checks.not_evaluable) == (0, 2)


def test_the_undivided_row_stands_for_its_three() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 2))
    for applicant in (*APPLICANTS, "total"):
        parts = [
            f"requests.results.other_handling.{key}.{applicant}"
            for key in ("correction_overdue", "fee_unpaid", "other")
        ]
        cells[f"requests.results.other_handling.undivided.{applicant}"] = sum(cells.pop(part) or 0 for part in parts)
    findings, checks = _check(_facts(cells, form))
    assert (findings, checks.not_evaluable) == ([], 0)
    cells["requests.results.other_handling.undivided.natural_person"] = 99
    findings, _ = _check(_facts(cells, form))
    assert {finding.rule for finding in findings} == {"Q302", "Q303"}


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, "source"),
        ({"exact": False}, "unknown"),
        ({"findings": [finding("Q902", "'行政法复议' was taken for '行政复议'")]}, "unknown"),
    ],
)
def test_whose_fault_a_broken_sum_seems(more: dict[str, object], fault: str) -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    (found,), _ = _check(_facts(cells, form, **more))
    assert found.fault == fault


def test_a_broken_sum_over_an_unread_cell_is_not_the_agencys() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict(consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    cells["disputes.reconsideration.upheld"] = None
    unread = CellNote(path="disputes.reconsideration.upheld", raw="2 2", status="ambiguous")
    cells["disputes.reconsideration.total"] = 1
    (found,), _ = _check(_facts(cells, form, notes=[unread]))
    assert found.fault == "extraction"
