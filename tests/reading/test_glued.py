"""Glued text: what sums can take apart is taken apart right, and what they cannot is left open with the truth among the candidates."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents import read_document
from govreports.forms import Form, load_forms
from govreports.reading.tables import Reading, TablesRead, read_tables
from govreports.reading.tables.glued.solver import Equation, Run, Verdict, solve
from tests.replica.figures import Figures
from tests.replica.render import glued, tables

FORMS = {form.id: form for form in load_forms() if form.id in {"2019", "2021"}}
TITLES = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)

modest = settings(max_examples=10, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)


def run(text: str, *cells: str) -> Run:
    return Run(tuple(cells), tuple("count" for _ in cells), (tuple(text.split()),))


def figures(verdicts: dict[str, Verdict]) -> dict[str, str | None]:
    return {cell: verdict.figure for cell, verdict in verdicts.items()}


# The solver


def test_a_row_is_parted_by_its_own_sum() -> None:
    cells = "abcdefg"
    found = solve([run("640020470", *cells)], [Equation(tuple("abcdef"), ("g",))])
    assert [found[cell].figure for cell in cells] == ["64", "0", "0", "2", "0", "4", "70"]


def test_what_rests_on_one_sum_says_so() -> None:
    found = solve([run("112", "a", "b", "c")], [Equation(("a", "b"), ("c",))])
    assert found["a"] == Verdict("1")
    found = solve([run("10212", "a", "b", "c")], [Equation(("a", "b"), ("c",))])
    assert figures(found) == {"a": "10", "b": "2", "c": "12"}
    # One digit wrong, and it might be 1, 0 and 212, say.
    assert {"10", "1"} <= set(found["a"].others)


def test_columns_settle_what_rows_leave_open() -> None:
    # 1|11 or 11|1, as long as nothing else is known.
    open_ = solve([run("111", "a", "b")], [])
    assert open_["a"] == Verdict(None, ("11", "1", "111", "")) or open_["a"].figure is None
    settled = solve(
        [run("111", "a", "b"), run("20", "c", "d"), run("131", "e", "f")],
        [Equation(("a", "c"), ("e",)), Equation(("b", "d"), ("f",))],
    )
    assert figures(settled) == {"a": "11", "b": "1", "c": "2", "d": "0", "e": "13", "f": "1"}


def test_several_solutions_are_all_listed() -> None:
    found = solve([run("693665", "a", "b", "c")], [])
    assert found["a"].figure is None
    assert {"69", "6", "6936"} <= set(found["a"].others)
    assert {"3", "93", "366"} <= set(found["b"].others)


def test_noughts_can_be_cut_in_one_way_only() -> None:
    assert figures(solve([run("000", "a", "b", "c")], [])) == {"a": "0", "b": "0", "c": "0"}


def test_a_gap_that_is_shown_is_one() -> None:
    found = solve([run("230 000023", *"abcdefg")], [Equation(tuple("abcdef"), ("g",))])
    assert [found[cell].figure for cell in "abcdefg"] == ["23", "0", "0", "0", "0", "0", "23"]


def test_digits_that_may_be_an_ordinal_are_settled_by_the_sums() -> None:
    row = Run(("a", "b", "c"), ("count",) * 3, (("7072",), ("707",)))
    assert figures(solve([row], [Equation(("a", "b"), ("c",))])) == {"a": "7", "b": "0", "c": "7"}


def test_a_row_that_does_not_add_up_is_left_open() -> None:
    found = solve([run("10011", "a", "b", "c"), run("101", "d", "e", "f")], [Equation(("a", "b"), ("c",))])
    assert found["a"].figure is None


def test_a_row_among_rows_that_do_not_add_up_is_not_believed() -> None:
    sums = [Equation(("a", "b"), ("c",)), Equation(("d", "e"), ("f",)), Equation(("g", "h"), ("i",))]
    rows = [run("10212", "a", "b", "c"), run("4712", "d", "e", "f"), run("8899", "g", "h", "i")]
    assert solve(rows, sums)["a"].figure is None
    assert solve(rows, sums, apart=True)["a"].figure == "10"


def test_too_few_digits_mean_blanks() -> None:
    found = solve([run("11", "a", "b", "c")], [Equation(("a", "b"), ("c",))])
    assert set(figures(found).values()) == {None}


@pytest.mark.parametrize("text", ["1" * 70, "9" * 70, "10" * 35, "1234567890" * 7, "0" * 70, "12" * 50_000])
def test_long_rows_are_given_up_not_searched_for_ever(text: str) -> None:
    assert len(solve([run(text, *"abcdefg")] * 1, [Equation(tuple("abcdef"), ("g",))])) == 7


# Reports


def consistent(form: Form, dice: Random) -> dict[str, int]:
    """Figures whose sums hold, as small or large as a district's or a ministry's."""
    most = dice.choice([1, 9, 40, 3000, 10**6])
    filled = dice.choice([0.02, 0.1, 0.4, 1.0])

    def draw() -> int:
        return dice.randint(0, most) if dice.random() < filled else 0

    cells = {path: draw() for path in form.paths()}
    requests = next(block for block in form.blocks if block.table == "requests")
    results = [
        r.key for r in requests.rows if r.key.startswith("results.") and r.key != "results.total" and not r.instead_of
    ]
    *applicants, total = [column.key for column in requests.columns]
    for key in applicants:
        handled = sum(cells[f"requests.{row}.{key}"] for row in results)
        cells[f"requests.results.total.{key}"] = handled
        cells[f"requests.carried_over.{key}"] = min(handled, cells[f"requests.carried_over.{key}"])
        cells[f"requests.new_requests.{key}"] = (
            handled + cells[f"requests.carried_forward.{key}"] - cells[f"requests.carried_over.{key}"]
        )
    for row in requests.rows:
        if not row.instead_of:
            cells[f"requests.{row.key}.{total}"] = sum(cells[f"requests.{row.key}.{key}"] for key in applicants)
    for group in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        cells[f"disputes.{group}.total"] = sum(
            cells[f"disputes.{group}.{key}"] for key in ("upheld", "corrected", "other", "pending")
        )
    return cells


def printed(form: Form, cells: dict[str, int | None], dice: Random) -> str:
    """The report as glued text, with a space between cells now and then."""
    report = Figures(
        "某市某局", 2022, form.id, {path: "" if value is None else str(value) for path, value in cells.items()}
    )
    spaced = dice.choice([0, 0, 0.1, 0.5])
    parts = [
        title + glued(table, lambda: " " if dice.random() < spaced else "")
        for title, table in zip(TITLES, tables(report), strict=True)
    ]
    return "某市某局政府信息公开工作年度报告\n" + "".join(parts) + "五、存在的主要问题及改进情况"


def test_the_next_label_s_ordinal_is_no_figure() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict.fromkeys(form.paths(), 0)
    for row in ("new_requests", "results.unable_to_provide.not_held", "results.total"):
        cells[f"requests.{row}.natural_person"] = cells[f"requests.{row}.total"] = 7
    text = printed(form, cells, Random(1))
    assert "70000072.没有" in text.replace(" ", "")
    assert misread(read(text), cells) == {}
    without = text.replace("2.没有", "没有")
    found = read(without)
    assert misread(found, cells) == {}
    assert found.cells["requests.results.unable_to_provide.not_held.total"].value == 7


def test_the_narrative_before_a_table_is_not_read_as_one() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict.fromkeys(form.paths(), 0)
    words = "全年收到申请81件，涉及自然人80件、商业企业1件。予以公开22件，行政许可12件，行政复议案件2件、行政诉讼7件。"
    found = read(words + printed(form, cells, Random(1)) + words)
    assert {path: reading.value for path, reading in found.cells.items()} == cells


def test_headers_in_another_order_than_the_form_s_place_nothing() -> None:
    form = FORMS["2021"]
    cells = {path: n for n, path in enumerate(form.paths())}
    text = printed(form, dict(cells), Random(1))
    header = "自然人法人或其他组织总计"
    assert header in text.replace(" ", "")
    found = read(text.replace(" ", "").replace(header, "法人或其他组织自然人总计"))
    requests = {path: reading for path, reading in found.cells.items() if path.startswith("requests.")}
    assert {reading.value for reading in requests.values()} <= {None}


def test_a_sum_in_the_millions_has_more_candidates_than_are_listed() -> None:
    form = FORMS["2021"]
    cells: dict[str, int | None] = dict.fromkeys(form.paths(), 0)
    for key in ("issued_this_year", "repealed_this_year", "in_force"):
        cells[f"proactive.normative_documents.{key}"] = 1234567
    reading = read(printed(form, cells, Random(1))).cells["proactive.normative_documents.repealed_this_year"]
    assert reading == Reading(None, "123456712345671234567", "ambiguous", ())


def read(text: str) -> TablesRead:
    return read_tables(read_document(text.encode()))


def misread(found: TablesRead, cells: dict[str, int | None]) -> dict[str, tuple[int | None, Reading | None]]:
    """Figures that are not the printed ones."""
    return {
        path: (value, reading)
        for path, value in cells.items()
        if (reading := found.cells.get(path)) is not None and reading.value is not None and reading.value != value
    }


@modest
@given(seed=seeds, form=st.sampled_from(sorted(FORMS)))
def test_what_adds_up_is_read_right_or_left_open_with_its_candidates(seed: int, form: str) -> None:
    dice = Random(seed)
    cells: dict[str, int | None] = dict(consistent(FORMS[form], dice))
    found = read(printed(FORMS[form], cells, dice))
    assert found.form is FORMS[form]
    assert not found.exact
    assert misread(found, cells) == {}
    for path, value in cells.items():
        reading = found.cells[path]
        assert reading.value == value or reading.status == "ambiguous"
        assert not reading.candidates or value in reading.candidates


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_report_of_noughts_is_read_whole(form: str) -> None:
    cells: dict[str, int | None] = dict.fromkeys(FORMS[form].paths(), 0)
    found = read(printed(FORMS[form], cells, Random(1)))
    assert {path: reading.value for path, reading in found.cells.items()} == cells


@modest
@given(seed=seeds, form=st.sampled_from(sorted(FORMS)))
def test_one_wrong_figure_in_the_source_is_never_silently_another(seed: int, form: str) -> None:
    dice = Random(seed)
    cells: dict[str, int | None] = dict(consistent(FORMS[form], dice))
    path = dice.choice([path for path in sorted(cells) if not path.startswith("proactive.")])
    old = cells[path] or 0
    cells[path] = dice.choice([old + 1, max(0, old - 1), old * 10, old // 10, dice.randint(0, 100), old + 100])
    found = read(printed(FORMS[form], cells, dice))
    silent = {p: entry for p, entry in misread(found, cells).items() if not (entry[1] and entry[1].candidates)}
    assert silent == {}


@modest
@given(seed=seeds, form=st.sampled_from(sorted(FORMS)))
def test_hidden_blanks_are_no_figures(seed: int, form: str) -> None:
    dice = Random(seed)
    cells: dict[str, int | None] = {
        path: value if value or dice.random() < 0.7 else None for path, value in consistent(FORMS[form], dice).items()
    }
    found = read(printed(FORMS[form], cells, dice))
    silent = {p: entry for p, entry in misread(found, cells).items() if not (entry[1] and entry[1].candidates)}
    assert silent == {}


ANNEX = (
    "附件：某县政府信息公开情况统计表指标名称计量单位2013年度历年累计主动公开信息数条18535395其中：1.网站公开条171350172.政府公报公开条07"
    "受理依申请公开信息总数条728其中：1.当面申请数条0182.传真申请数条003.电子邮件申请数条364.网上申请数条445.信函申请数条006.其它形式申请数条00"
    "对申请的答复数条{replied}其中：1.同意公开答复数条2192.同意部分公开答复数条133.否决公开答复数条02行政复议数条00行政诉讼数条00行政申诉数条00"
)


def test_an_annex_is_parted_by_its_own_sums() -> None:
    found = read(ANNEX.format(replied="324"))
    both = {
        row: (found.cells[f"annex.{row}"].value, found.cells[f"annex_cumulative.{row}"].value)
        for row in ("requests.received", "requests.received.in_person", "requests.replied", "requests.replied.granted")
    }
    assert list(both.values()) == [(7, 28), (0, 18), (3, 24), (2, 19)]
    # No sum has these: which of seven cuts is meant, nobody can say.
    total = found.cells["annex.proactive.total"]
    assert total.value is None
    assert 1853 in total.candidates


def test_an_annex_that_does_not_add_up_costs_that_sum_s_figures_only() -> None:
    found = read(ANNEX.format(replied="924"))
    assert found.cells["annex.requests.received"].value == 7
    assert found.cells["annex.requests.replied.granted"].value in {2, None}


def test_digits_that_were_recognised_are_not_parted_by_the_sums_that_should_confirm_them() -> None:
    form = FORMS["2021"]
    cells = consistent(form, Random(5))
    document = read_document(printed(form, dict(cells), Random(1)).encode())
    assert any(reading.status == "recovered" for reading in read_tables(document).cells.values())
    recognised = read_tables(replace(document, recognised=True))
    assert not any(reading.status == "recovered" for reading in recognised.cells.values())
