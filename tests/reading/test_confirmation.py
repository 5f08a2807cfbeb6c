"""Figures of recognised documents: what one misread digit costs, and that it never gets through."""

from random import Random

import pytest

from govreports.forms import Form, load_forms
from govreports.reading.tables.confirmation import keep_confirmed
from govreports.reading.tables.result import Reading
from tests.replica.figures import load_figures

FORM = next(form for form in load_forms() if form.id == "2021")
REPORT = "pingtan_2021"
UNREADABLE = Reading(None, "\N{REPLACEMENT CHARACTER}", "text")
BLANK = Reading(None, "", "blank")
GRANTED, GRANTED_PARTLY = "requests.results.granted.natural_person", "requests.results.partially_granted.natural_person"


def readings(form: Form = FORM) -> dict[str, Reading]:
    figures = load_figures()[REPORT]
    return {
        path: Reading(float(text) if "." in text else int(text), text, None)
        for path in form.paths()
        for text in [figures.printed(path)]
    }


def figure(value: int) -> Reading:
    return Reading(value, str(value), None)


def lost(cells: dict[str, Reading]) -> set[str]:
    """The figures of tables three and four that were left out."""
    kept = keep_confirmed(FORM, cells)
    assert kept.keys() == cells.keys()
    assert all(
        reading.status == "ambiguous"
        for path, reading in kept.items()
        if reading.value is None and cells[path].value is not None
    )
    return {
        path
        for path, reading in kept.items()
        if reading.value is None and reading.status != "blank" and not path.startswith("proactive.")
    }


def test_figures_whose_sums_hold_count() -> None:
    cells = readings()
    kept = keep_confirmed(FORM, cells)
    for path, reading in cells.items():
        if not path.startswith("proactive."):
            assert kept[path] == reading


def test_figures_of_no_sum_never_count_and_keep_their_text() -> None:
    kept = keep_confirmed(FORM, readings())
    path = "proactive.administrative_licensing.decisions_this_year"
    assert kept[path] == Reading(None, "2293", "ambiguous")


def test_blanks_of_no_sum_stay_blank() -> None:
    cells = readings()
    cells["proactive.rules.in_force"] = BLANK
    assert keep_confirmed(FORM, cells)["proactive.rules.in_force"] == BLANK


@pytest.mark.parametrize("path", [path for path in FORM.paths() if path.startswith("requests.")])
def test_one_misread_figure_of_table_three_costs_itself_alone(path: str) -> None:
    cells = readings()
    cells[path] = figure((cells[path].value or 0) + 6)  # type: ignore[arg-type]
    assert lost(cells) == {path}


def test_one_misread_figure_of_table_four_costs_its_block() -> None:
    cells = readings()
    cells["disputes.reconsideration.upheld"] = figure(7)
    assert lost(cells) == {
        f"disputes.reconsideration.{column}" for column in ("upheld", "corrected", "other", "pending", "total")
    }


def test_an_unreadable_figure_costs_itself_alone() -> None:
    cells = readings()
    cells[GRANTED] = UNREADABLE
    assert lost(cells) == {GRANTED}


def test_a_figure_not_seen_at_all_is_no_blank() -> None:
    cells = readings()
    cells[GRANTED] = BLANK
    assert lost(cells) == {GRANTED}
    assert keep_confirmed(FORM, cells)[GRANTED].status == "ambiguous"


def test_two_misreadings_that_make_up_for_each_other_do_not_get_through() -> None:
    cells = readings()
    cells[GRANTED] = figure(28)
    cells[GRANTED_PARTLY] = figure(4)
    assert {GRANTED, GRANTED_PARTLY} <= lost(cells)


def test_a_table_without_totals_confirms_nothing() -> None:
    cells = {
        path: BLANK if path.endswith(".total") or ".total." in path else reading for path, reading in readings().items()
    }
    kept = keep_confirmed(FORM, cells)
    for path, reading in kept.items():
        # Received and handled still add up: the sum printed in the corner needs only totals of results.
        assert reading.value is None or reading == cells[path]
    assert kept[GRANTED].value is None
    assert kept["disputes.reconsideration.upheld"].value is None


def test_blanks_are_noughts_in_the_sums_of_a_picture() -> None:
    cells = readings()
    for path, reading in cells.items():
        if reading.value == 0 and path.startswith("requests.results") and not path.endswith(".total"):
            cells[path] = BLANK
    assert lost(cells) == set()


def test_a_missing_row_leaves_its_columns_unconfirmed_but_not_its_rows() -> None:
    cells = {path: reading for path, reading in readings().items() if ".not_held." not in path}
    assert lost(cells) == set()


@pytest.mark.parametrize("seed", range(60))
def test_misread_digits_never_get_through(seed: int) -> None:
    dice = Random(seed)
    cells = readings()
    misread: dict[str, Reading] = {}
    paths = [path for path in cells if not path.startswith("proactive.")]
    for path in dice.sample(paths, dice.randrange(1, 8)):
        text = cells[path].raw or ""
        place = dice.randrange(len(text))
        digit = dice.choice([digit for digit in "0123456789" if digit != text[place]])
        misread[path] = figure(int(text[:place] + digit + text[place + 1 :]))
    kept = keep_confirmed(FORM, cells | misread)
    assert [path for path in misread if kept[path].value is not None and misread[path].value != cells[path].value] == []
