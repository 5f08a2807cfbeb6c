"""The sums of the forms: none missed, none invented, and blanks that are neither zero nor an excuse."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.forms import Form, load_forms
from govreports.reading.tables import Reading, TablesRead
from govreports.rules import load_rules
from govreports.rules.identities import check_identities, weigh

_FORMS = {form.id: form for form in load_forms() if form.id in {"2019", "2021"}}
_APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)
_BLOCKS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
_OUTCOMES = ("upheld", "corrected", "other", "pending")

modest = settings(max_examples=60, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)


def _result_rows(form: Form) -> list[str]:
    rows = next(block for block in form.blocks if block.table == "requests").rows
    return [
        row.key for row in rows if row.key.startswith("results.") and row.key != "results.total" and not row.instead_of
    ]


def _consistent(form: Form, draw: Callable[[], int]) -> dict[str, int]:
    """Figures in which every sum holds."""
    cells = dict.fromkeys(form.paths(), 1)
    for applicant in _APPLICANTS:
        for row in _result_rows(form):
            cells[f"requests.{row}.{applicant}"] = draw()
        total = sum(cells[f"requests.{row}.{applicant}"] for row in _result_rows(form))
        forward, over = draw(), draw()
        cells[f"requests.results.total.{applicant}"] = total
        cells[f"requests.carried_forward.{applicant}"] = forward
        cells[f"requests.carried_over.{applicant}"] = min(over, total + forward)
        cells[f"requests.new_requests.{applicant}"] = total + forward - min(over, total + forward)
    for row in [*_result_rows(form), "results.total", "carried_forward", "carried_over", "new_requests"]:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{applicant}"] for applicant in _APPLICANTS)
    for block in _BLOCKS:
        for outcome in _OUTCOMES:
            cells[f"disputes.{block}.{outcome}"] = draw()
        cells[f"disputes.{block}.total"] = sum(cells[f"disputes.{block}.{outcome}"] for outcome in _OUTCOMES)
    return cells


def _tables(form: Form, cells: dict[str, int | None], **more: object) -> TablesRead:
    readings = {
        path: Reading(value, "" if value is None else str(value), "blank" if value is None else None)
        for path, value in cells.items()
    }
    return TablesRead(form=form, state="parsed", cells=readings, **more)  # type: ignore[arg-type]


def _numbers() -> Callable[[], int]:
    count = iter(range(10**6))
    return lambda: 3 + next(count) % 11


_SUMMED = {
    name: sorted(path for path in form.paths() if not path.startswith("proactive")) for name, form in _FORMS.items()
}


@pytest.mark.parametrize("name", sorted(_FORMS))
@modest
@given(seed=seeds)
def test_sums_that_hold_yield_nothing(name: str, seed: int) -> None:
    form = _FORMS[name]
    dice = Random(seed)
    cells = _consistent(form, lambda: dice.randint(0, dice.choice([1, 40, 10**7])))
    findings, checks = check_identities(_tables(form, dict(cells)))
    rows = len(_result_rows(form)) + 4
    assert findings == []
    counts = (checks.passed, checks.pass_if_blank_is_zero, checks.fail, checks.not_evaluable)
    assert counts == (7 + 7 + rows + 3, 0, 0, 0)


@pytest.mark.parametrize("name", sorted(_FORMS))
@modest
@given(data=st.data())
def test_any_cell_changed_is_found_everywhere_it_counts(name: str, data: st.DataObject) -> None:
    form = _FORMS[name]
    cells = _consistent(form, _numbers())
    path = data.draw(st.sampled_from(_SUMMED[name]))
    change = data.draw(st.integers(-(10**6), 10**6).filter(bool))
    findings, checks = check_identities(_tables(form, {**cells, path: cells[path] + change}))
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
    assert {(finding.rule, finding.path) for finding in findings} == expected
    assert checks.fail == len(expected)
    for finding in findings:
        assert finding.expected is not None
        assert finding.actual is not None
        assert abs(finding.expected - finding.actual) == abs(change)
        assert finding.fault == "source"
        assert finding.severity == load_rules()[finding.rule].severity


def test_expected_is_the_sum_and_actual_the_printed_total() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    (found,), _ = check_identities(_tables(form, cells))
    assert (found.expected, found.actual, found.path) == (8, 5, "disputes.reconsideration.*")


@pytest.mark.parametrize("name", sorted(_FORMS))
def test_proactive_figures_are_in_no_sum(name: str) -> None:
    form = _FORMS[name]
    cells = {path: number for number, path in enumerate(form.paths()) if path.startswith("proactive")}
    findings, checks = check_identities(_tables(form, dict(cells)))
    assert (findings, checks.passed, checks.fail, checks.not_evaluable) == ([], 0, 0, 0)


def test_no_form_no_checks() -> None:
    assert check_identities(TablesRead(None, "absent"))[0] == []


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
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 0))
    cells["requests.results.granted.natural_person"] = None
    findings, checks = check_identities(_tables(form, cells))
    assert findings == []
    assert (checks.pass_if_blank_is_zero, checks.fail, checks.not_evaluable) == (2, 0, 0)


def test_a_blank_that_hides_a_figure_is_open_and_a_blank_total_too() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 4))
    cells["requests.results.granted.natural_person"] = None
    findings, checks = check_identities(_tables(form, cells))
    assert (findings, checks.not_evaluable) == ([], 2)
    cells["disputes.reconsideration.total"] = None
    findings, checks = check_identities(_tables(form, cells))
    assert (findings, checks.not_evaluable) == ([], 3)


def test_a_blank_cannot_mend_a_sum_that_is_too_large() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 4))
    cells["disputes.reconsideration.upheld"] = None
    cells["disputes.reconsideration.total"] = 11
    findings, _ = check_identities(_tables(form, cells))
    assert [finding.rule for finding in findings] == ["Q401"]


def test_a_cell_the_document_lacks_is_no_blank() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 0))
    del cells["requests.results.granted.natural_person"]
    findings, checks = check_identities(_tables(form, cells))
    assert findings == []
    assert (checks.pass_if_blank_is_zero, checks.not_evaluable) == (0, 2)


def test_the_undivided_row_stands_for_its_three() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 2))
    for applicant in (*_APPLICANTS, "total"):
        parts = [
            f"requests.results.other_handling.{key}.{applicant}"
            for key in ("correction_overdue", "fee_unpaid", "other")
        ]
        cells[f"requests.results.other_handling.undivided.{applicant}"] = sum(cells.pop(part) or 0 for part in parts)
    findings, checks = check_identities(_tables(form, cells))
    assert (findings, checks.not_evaluable) == ([], 0)
    cells["requests.results.other_handling.undivided.natural_person"] = 99
    findings, _ = check_identities(_tables(form, cells))
    assert {finding.rule for finding in findings} == {"Q302", "Q303"}


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, "source"),
        ({"exact": False}, "unknown"),
        ({"misspelt": {"行政法复议": "行政复议"}}, "unknown"),
    ],
)
def test_whose_fault_a_broken_sum_seems(more: dict[str, object], fault: str) -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    (found,), _ = check_identities(_tables(form, cells, **more))
    assert found.fault == fault


def test_a_broken_sum_over_an_unread_cell_is_not_the_agencys() -> None:
    form = _FORMS["2021"]
    cells: dict[str, int | None] = dict(_consistent(form, lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    tables = _tables(form, cells)
    tables.cells["disputes.reconsideration.upheld"] = Reading(None, "2 2", "ambiguous")
    (found,), _ = check_identities(tables)
    assert found.fault == "extraction"
