"""Tables as agencies' editors, templates and page breaks leave them: read exactly, or said to be doubtful."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from govreports.documents import read_document
from govreports.publication import Capture, Publication
from govreports.reading.tables import TablesRead, read_tables
from govreports.stages import process
from tests.replica.figures import Figures, form_of
from tests.replica.render import html_table, tables, text_table
from tests.replica.render.layout import Cell, Table
from tests.test_properties import emit, matrix


def _figures(form: str) -> Figures:
    """A report in which no two cells are the same, so that no sum holds."""
    figures = Figures("某市某局", 2022 if form == "2021" else 2020, form)
    for number, path in enumerate(form_of(figures).paths()):
        figures.cells[path] = str(1000 + number)
    return figures


def _sound(form: str) -> Figures:
    """A report in which every sum holds."""
    figures = _figures(form)
    dice = Random(form)
    (block,) = (block for block in form_of(figures).blocks if block.table == "requests")
    for row in block.rows:
        for column in block.columns:
            figures.cells.pop(block.path(row, column), None)
    applicants = [column.key for column in block.columns if column.key != "total"]
    rows = [row.key for row in block.rows if not row.instead_of]
    counts = {key: dict.fromkeys(applicants, 0) for key in rows}
    for key in ("results.granted", "results.denied.state_secret", "results.not_processed.repeated"):
        counts[key] = {applicant: dice.randint(1, 60) for applicant in applicants}
    for applicant in applicants:
        counts["results.total"][applicant] = sum(counts[key][applicant] for key in rows if key != "results.total")
        counts["carried_forward"][applicant] = dice.randint(1, 9)
        counts["new_requests"][applicant] = counts["results.total"][applicant] + counts["carried_forward"][applicant]
    for key, row_counts in counts.items():
        for applicant, count in {**row_counts, "total": sum(row_counts.values())}.items():
            figures.cells[f"requests.{key}.{applicant}"] = str(count)
    for group in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        parts = {key: dice.randint(1, 60) for key in ("upheld", "corrected", "other", "pending")}
        for key, count in {**parts, "total": sum(parts.values())}.items():
            figures.cells[f"disputes.{group}.{key}"] = str(count)
    return figures


def _read(*parts: str) -> TablesRead:
    return read_tables(read_document(f"<html><body>{''.join(parts)}</body></html>".encode()))


def _html(drawn: list[Table]) -> TablesRead:
    return _read(*map(html_table, drawn))


def _values(found: TablesRead) -> dict[str, str]:
    return {path: str(reading.value) for path, reading in found.cells.items() if reading.value is not None}


def _wrong(figures: Figures, found: TablesRead) -> dict[str, str]:
    return {path: value for path, value in _values(found).items() if figures.cells.get(path) != value}


def _changed(drawn: list[Table], change: Callable[[Cell], Cell]) -> list[Table]:
    return [[[change(cell) for cell in row] for row in table] for table in drawn]


forms = pytest.mark.parametrize("form", ["2019", "2021"])


@forms
@pytest.mark.parametrize("order", [(0, 2, 1), (1, 0, 2), (2, 0, 1)])
def test_the_parts_of_a_table_in_any_order(form: str, order: tuple[int, ...]) -> None:
    figures = _figures(form)
    parts = []
    for table in tables(figures):
        rows = html_table(table).split("<tbody>\n")[1].split("\n</tbody>")[0].split("\n")
        start = next(n for n, row in enumerate(table) if any(cell.kind == "figure" for cell in row))
        pieces = (
            f"<thead>{''.join(rows[:start])}</thead>",
            f"<tbody>{''.join(rows[start:-1])}</tbody>",
            f"<tfoot>{rows[-1]}</tfoot>",
        )
        parts.append(f"<table><caption>单位：件</caption>{''.join(pieces[number] for number in order)}</table>")
    assert _values(_read(*parts)) == figures.cells


@forms
@pytest.mark.parametrize("between", ["&shy;", "&#8203;", "<wbr>"])
def test_what_only_says_where_a_word_may_be_broken(form: str, between: str) -> None:
    figures = _figures(form)
    page = "".join(
        html_table(_changed([table], lambda c: replace(c, text="#".join(c.text)))[0]) for table in tables(figures)
    )
    assert _values(_read(page.replace("#", between))) == figures.cells


@forms
def test_figures_in_the_fields_of_a_form(form: str) -> None:
    figures = _figures(form)
    page = "".join(html_table(table) for table in tables(figures))
    for text in set(figures.cells.values()):
        page = page.replace(f">{text}<", f'><input type="text" value="{text}"><')
    assert _values(_read(page)) == figures.cells


@forms
@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("总计", "合计"),
        ("其他", "其它"),
        ("结果维持", "维持"),
        ("尚未审结", "未审结"),
        ("未经复议直接起诉", "直接起诉"),
    ],
)
def test_words_for_other_words(form: str, official: str, printed: str) -> None:
    figures = _figures(form)
    drawn = _changed(
        tables(figures),
        lambda c: c if c.kind == "figure" else replace(c, text=c.text.replace(official, printed)),
    )
    assert _values(_html(drawn)) == figures.cells


@forms
@pytest.mark.parametrize("name", ["小计", "合计", "法人小计", "总计"])
def test_a_column_for_the_sum_of_the_organisations(form: str, name: str) -> None:
    figures = _figures(form)
    lines = matrix(tables(figures)[1])
    added = [
        [*line[:9], Cell(name, kind="header") if number == 2 else line[8] if number < 2 else Cell("77"), *line[9:]]
        for number, line in enumerate(lines)
    ]
    drawn = tables(figures)
    found = _html([drawn[0], emit(added), drawn[2]])
    assert _values(found) == figures.cells


@forms
@pytest.mark.parametrize("place", [3, 4])
@pytest.mark.parametrize("first", ["栏次", "甲", ""])
def test_a_row_that_numbers_the_columns(form: str, place: int, first: str) -> None:
    figures = _figures(form)
    drawn = tables(figures)
    drawn[1].insert(3, [Cell(first, colspan=3, kind="label"), *(Cell(str(n)) for n in range(1, 8))])
    drawn[2].insert(place - 1 if place == 3 else 3, [Cell(str(n)) for n in range(1, 16)])
    found = _html(drawn)
    assert not _wrong(figures, found)
    if place == 4:
        assert _values(found) == figures.cells


@pytest.mark.parametrize("label", ["9.其他", "其他", "（八）其他"])
def test_a_row_named_like_a_column_costs_no_other_row(label: str) -> None:
    figures = _figures("2019")
    drawn = tables(figures)
    drawn[1].insert(4, [Cell(label, colspan=3, kind="label"), *(Cell("55") for _ in range(7))])
    assert _values(_html(drawn)) == figures.cells


@forms
@pytest.mark.parametrize("between", ["", "<p>- 4 -</p>", "<p>续表</p>", "<p>第 5 页</p>"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_table_goes_on_after_a_page_break(form: str, between: str, number: int) -> None:
    figures = _figures(form)
    drawn = tables(figures)
    lines = matrix(drawn[number])
    for at in range(1, len(lines)):
        parts = [html_table(table) for table in drawn]
        parts[number] = html_table(emit(lines[:at])) + between + html_table(emit(lines[at:]))
        assert _values(_read(*parts)) == figures.cells, at


def test_another_table_is_not_the_same_one_going_on() -> None:
    figures = _figures("2021")
    drawn = tables(figures)
    row = [Cell("行政许可", kind="label"), Cell("5"), Cell("6"), Cell("7")]
    found = _read(html_table(drawn[0][:-1]), "<p>二、与上年比较</p>", html_table([row]), *map(html_table, drawn[1:]))
    assert not _wrong(figures, found)


@forms
@pytest.mark.parametrize("mark", ["", "/", "—"])
def test_a_spacer_among_the_headers_is_no_row_of_blanks(form: str, mark: str) -> None:
    figures = _figures(form)
    drawn = tables(figures)
    for number in (1, 2):
        spaced = matrix(drawn[2])
        spaced.insert(number + 1, [Cell(mark) for _ in spaced[0]])
        assert _values(_html([*drawn[:2], emit(spaced)])) == figures.cells


@forms
@pytest.mark.parametrize("header", ["自然人", "总计", "行政复议", "未经复议直接起诉"])
def test_a_header_left_blank_is_told_by_the_sums(form: str, header: str) -> None:
    figures = _sound(form)
    drawn = _changed(tables(figures), lambda c: replace(c, text="") if c.text == header else c)
    found = _html(drawn)
    assert _values(found) == figures.cells
    assert found.by_order


@forms
@pytest.mark.parametrize(
    ("header", "wide"),
    [("法人或其他组织", 4), ("法人或其他组织", 6), ("行政复议", 4), ("复议后起诉", 4), ("未经复议直接起诉", 6)],
)
def test_headers_that_span_too_little_or_too_much(form: str, header: str, wide: int) -> None:
    def widened(figures: Figures) -> list[Table]:
        return _changed(tables(figures), lambda c: replace(c, colspan=wide) if c.text == header else c)

    sound = _sound(form)
    assert _values(_html(widened(sound))) == sound.cells
    if header != "法人或其他组织":
        # Without sums to tell, what stands under a torn group is left out.
        assert not _wrong(_figures(form), _html(widened(_figures(form))))


@pytest.mark.parametrize("wide", [1, 2])
def test_a_row_shifted_against_its_headers_is_left_out(wide: int) -> None:
    figures = _figures("2021")
    drawn = tables(figures)
    for row in drawn[0]:
        # A column that the form does not know, so that counting cells does not help.
        if len(row) > 1:
            row.insert(1, Cell("同比", kind="header") if row[0].text == "信息内容" else Cell("/"))
        else:
            row[0] = replace(row[0], colspan=5)
    shifted = [[replace(c, colspan=1 + wide) if c.text == "规章" else c for c in row] for row in drawn[0]]
    found = _html([shifted, *drawn[1:]])
    assert not _wrong(figures, found)


def test_an_empty_column_is_seen_over_every_article() -> None:
    figures = _figures("2019")
    figures.cells["proactive.other_public_management_services.decisions"] = ""
    drawn = tables(figures)
    for row in drawn[0]:
        if len(row) > 1:
            row.insert(1, Cell("", kind="header" if row[0].kind == "header" else "figure"))
    text = "\n".join(text_table(table, "tabs") for table in drawn)
    assert not _wrong(figures, read_tables(read_document(text.encode())))


def test_a_row_that_could_be_printed_in_one_is_missed_in_both_ways() -> None:
    figures = _figures("2021")
    drawn = tables(figures)
    lines = matrix(drawn[1])
    kept = [line for line in lines if not any(cell.text.startswith("（六）") for cell in line)]
    page = "".join(map(html_table, [drawn[0], emit(kept), drawn[2]]))
    report = process(Publication(page=Capture("http://www.example.gov.cn/t20230101_1.html", page.encode())))
    assert [f.path for f in report.findings if f.rule == "Q107"] == ["requests.results.other_handling.*"]
