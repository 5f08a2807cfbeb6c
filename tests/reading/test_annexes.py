"""The statistic tables of report years before 2019: every form in every layout, and what goes wrong with them."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents import read_document
from govreports.forms import Form, load_forms, read_forms
from govreports.publication import Capture, Publication
from govreports.reading.tables import TablesRead, read_tables
from govreports.records import Report
from govreports.rules.check import check_report
from govreports.stages import process
from tests.replica.render import docx, html_table, text_table
from tests.replica.render.layout import Cell, Table

if TYPE_CHECKING:
    from tests.replica.render.text import TextLayout

FORMS: Final = {form.id: form for form in load_forms() if form.annex is not None}
TABLES: Final = ("annex", "annex_cumulative")
SHOWN: Final = ("html", "word", "tabs", "pipes")
"""Layouts that show every cell, blank ones too."""
HIDDEN: Final = ("lines", "spaces", "one line")
LAYOUTS: Final = (*SHOWN, *HIDDEN)

modest = settings(max_examples=25, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)

Lines = list[list[str]]
"""A table before it is drawn: label, unit, then figures; the header first."""


def lines_of(form: Form, cells: dict[str, str], *, header: list[str] | None = None, units: bool = True) -> Lines:
    """The table as the form prints it, rows that stand in for others only where *cells* has them."""
    block = form.annex
    assert block is not None
    columns = [column for column in block.columns if any(path.startswith(f"{column.table}.") for path in cells)]
    named = {"annex": "2016年度", "annex_cumulative": "历年累计"} if form.id != "fj_short" else {"annex": "年末统计"}
    if form.id == "national_2014":
        named = {"annex": "统计数"}
    lines = [header or ["指标名称", "计量单位", *(named[column.table or ""] for column in columns)]]
    for row in block.rows:
        paths = [block.path(row, column) for column in columns]
        if row.heads:
            lines.append([row.labels[-1], "——", *("" for _ in columns)])
        elif any(path in cells for path in paths) and not row.cut:
            lines.append([row.labels[-1], row.unit or "", *(cells.get(path, "") for path in paths)])
    return lines if units else [[line[0], *line[2:]] for line in lines]


def drawn(lines: Lines) -> Table:
    return [[Cell(text, kind="label" if n == 0 else "figure") for n, text in enumerate(line)] for line in lines]


def rendered(lines: Lines, layout: str) -> bytes:
    if layout == "html":
        return f"<html><body><h2>附表</h2>{html_table(drawn(lines))}</body></html>".encode()
    if layout == "word":
        return docx("某局2016年政府信息公开工作年度报告", ["附表", drawn(lines)])
    if layout == "one line":
        return ("附件：某局政府信息公开情况统计表 " + " ".join(" ".join(line) for line in lines) + " 附件下载").encode()
    return (
        "七、附表\n" + text_table(drawn(lines), cast("TextLayout", layout)) + "\n某局办公室\n2017年1月12日"
    ).encode()


def read(lines: Lines, layout: str = "html") -> TablesRead:
    return read_tables(read_document(rendered(lines, layout)))


def printed(form: Form) -> list[str]:
    """Paths of the rows that every table of the form prints."""
    block = form.annex
    assert block is not None
    return [
        block.path(row, column)
        for row in block.rows
        if not (row.heads or row.cut or row.instead_of)
        for column in block.columns
    ]


def numbered(form: Form, start: int = 100) -> dict[str, str]:
    """A figure of its own in every cell."""
    return {path: str(start + 7 * number) for number, path in enumerate(printed(form))}


def values(found: TablesRead) -> dict[str, int | float | None]:
    return {path: reading.value for path, reading in found.cells.items()}


def wrong(cells: dict[str, str], found: TablesRead) -> dict[str, int | float | None]:
    return {path: value for path, value in values(found).items() if value is not None and str(value) != cells.get(path)}


def report(lines: Lines, year: int = 2016, layout: str = "html") -> Report:
    body = rendered(lines, layout).decode()
    page = body.replace("<h2>", f"<h1>某市某局{year}年政府信息公开工作年度报告</h1><h2>", 1)
    return process(Publication(Capture("http://www.example.gov.cn/t20170112_80479.htm", page.encode())))


def rules(made: Report) -> list[str]:
    return [finding.rule for finding in made.findings]


# Every form in every layout


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_figure_of_every_form(name: str, layout: str) -> None:
    cells = numbered(FORMS[name])
    found = read(lines_of(FORMS[name], cells), layout)
    assert found.form is FORMS[name]
    assert {path: str(value) for path, value in values(found).items()} == cells
    assert found.state == ("partial" if name == "fj_short" else "parsed")
    assert (found.misspelt, found.unlisted) == ({}, ())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", sorted(FORMS))
@modest
@given(seed=seeds)
def test_a_figure_is_exact_or_it_is_none(name: str, layout: str, seed: int) -> None:
    dice = Random(seed)
    cells = numbered(FORMS[name], dice.randint(0, 5000))
    for path in dice.sample(sorted(cells), dice.randint(0, 6)):
        cells[path] = dice.choice(["", "", "/", "-", "—", "0", "12345678"])
    lines = lines_of(FORMS[name], cells)
    MUTATIONS[dice.choice(sorted(MUTATIONS))](lines, dice)
    found = read(lines, layout)
    assert wrong(cells, found) == {}
    if found.form is not None and layout in SHOWN:
        said = {path for path, reading in found.cells.items() if reading.value is None and reading.status is None}
        assert said == set()


def _row_dropped(lines: Lines, dice: Random) -> None:
    del lines[dice.randrange(1, len(lines))]


def _rows_swapped(lines: Lines, dice: Random) -> None:
    # Labels that a form has twice can change places unseen.
    twice = [line[0] for line in lines]
    plain = [n for n in range(1, len(lines)) if twice.count(lines[n][0]) == 1]
    one, other = dice.sample(plain, 2)
    lines[one], lines[other] = lines[other], lines[one]


def _row_added(lines: Lines, dice: Random) -> None:
    label = dice.choice(["微信申请数", "行政裁决数", "信息公开专栏访问量", "其中：4.其他途径", "12345热线受理数"])
    lines.insert(dice.randrange(1, len(lines) + 1), [label, "件", *("77777" for _ in lines[0][2:])])


def _label_mistyped(lines: Lines, dice: Random) -> None:
    line = dice.choice(lines[1:])
    at = dice.randrange(len(line[0]))
    line[0] = dice.choice([line[0][:at] + "书" + line[0][at + 1 :], line[0][:at] + line[0][at + 1 :]])


def _cell_blanked(lines: Lines, dice: Random) -> None:
    line = dice.choice(lines[1:])
    line[dice.randrange(2, len(line))] = ""


def _unit_lost(lines: Lines, dice: Random) -> None:
    dice.choice(lines[1:])[1] = ""


def _column_added(lines: Lines, dice: Random) -> None:
    place, name = dice.randint(2, len(lines[0])), dice.choice(["同比", "备注", "上年数", "2012年数据"])
    for number, line in enumerate(lines):
        line.insert(place, str(60000 + number) if number else name)


MUTATIONS: Final[dict[str, Callable[[Lines, Random], None]]] = {
    "untouched": lambda _lines, _dice: None,
    "row dropped": _row_dropped,
    "rows swapped": _rows_swapped,
    "row added": _row_added,
    "label mistyped": _label_mistyped,
    "cell blanked": _cell_blanked,
    "unit lost": _unit_lost,
    "column added": _column_added,
}


# Forms


def test_the_same_year_may_have_any_form() -> None:
    for name, form in FORMS.items():
        made = report(lines_of(form, numbered(form)), year=2015)
        assert (made.form, made.year) == (name, 2015)


def test_the_cut_form_lacks_rows_and_says_so() -> None:
    form = FORMS["fj_short"]
    made = report(lines_of(form, numbered(form)), year=2014)
    assert (made.form, made.tables_state) == ("fj_short", "partial")
    assert made.tables.annex is not None
    assert len(made.tables.annex) == 17
    lacking = [key for key, value in made.tables.annex.items() if value is None]
    assert len(lacking) == 10
    assert {cell.path: cell.status for cell in made.cells} == {f"annex.{key}": "missing" for key in lacking}
    assert made.tables.annex_cumulative is None
    (said,) = [finding for finding in made.findings if finding.rule == "Q107"]
    assert "fj_2008" in said.message
    # Parts that are not printed are no noughts.
    assert (made.checks.fail, made.checks.passed, made.checks.not_evaluable) == (1, 1, 2)


def test_one_row_more_than_the_cut_form_is_the_whole_one_with_rows_missing() -> None:
    whole = FORMS["fj_2008"]
    cells = {path: value for path, value in numbered(whole).items() if path.startswith("annex.")}
    lines = lines_of(whole, cells)
    assert read(lines[:8]).form is FORMS["fj_short"]
    found = read(lines[:9])
    assert found.form is whole
    assert "annex.requests.replied" in found.missing


def test_unverified_labels_are_said() -> None:
    for name, form in FORMS.items():
        assert ("Q907" in rules(report(lines_of(form, numbered(form))))) == (name == "national_2014")


def test_another_spring_of_the_same_row_has_a_key_of_its_own() -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    for table in TABLES:
        cells[f"{table}.requests.received.letter"] = cells.pop(f"{table}.requests.received.letter_fax")
        cells[f"{table}.requests.received.fax"] = cells.pop(f"{table}.requests.received.online")
    found = read(lines_of(form, cells))
    assert wrong(cells, found) == {}
    assert found.state == "parsed"
    assert set(found.cells) == set(cells)


def test_a_new_form_is_one_more_file(tmp_path: Path) -> None:
    (tmp_path / "xx_2010.toml").write_text(
        """
        id = "xx_2010"
        title = "统计表"
        first_year = 2010
        last_year = 2018
        status = "V"

        [annex]
        labels = ["项目"]
        units = ["单位"]
        columns = [{ table = "annex", labels = ["本年数"] }, { table = "annex_cumulative", labels = ["累计数"] }]
        rows = [
          { key = "proactive.total", label = "一、公开目录数", unit = "条" },
          { key = "proactive.leaders", under = "proactive.total", label = "其中：机构领导类", unit = "条" },
          { key = "requests.received", label = "二、申请目录数", unit = "件" },
          { key = "fees", label = "三、收费数", unit = "元" },
        ]

        [[identities]]
        rule = "Q313"
        table = "annex"
        across = "columns"
        left = ["proactive.total"]
        relation = ">="
        right = ["proactive.leaders"]
        """,
        "utf-8",
    )
    (form,) = read_forms(tmp_path)
    body = [["一、公开目录数", "条", "9", "90"], ["其中：机构领导类", "条", "5", "50"]]
    body += [["二、申请目录数", "件", "3", "30"], ["三、收费数", "万元", "1.5", "2"]]
    for layout in LAYOUTS:
        data = rendered([["项目", "单位", "本年数", "累计数"], *body], layout)
        found = read_tables(read_document(data), [*load_forms(), form])
        assert found.form is form, layout
        assert values(found) == {
            "annex.proactive.total": 9,
            "annex_cumulative.proactive.total": 90,
            "annex.proactive.leaders": 5,
            "annex_cumulative.proactive.leaders": 50,
            "annex.requests.received": 3,
            "annex_cumulative.requests.received": 30,
            "annex.fees": 15000,
            "annex_cumulative.fees": 20000,
        }, layout


# Headings


@pytest.mark.parametrize("heading", ["2014年度", "2014 年度", "2014年", "２０１４年度"])
def test_the_year_over_the_figures(heading: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    found = read(lines_of(form, cells, header=["指 标 名 称", "计量 单位", heading, "历年 累计"]))
    assert (found.headed, wrong(cells, found), found.state) == (2014, {}, "parsed")


def test_last_years_heading_is_read_and_said() -> None:
    form = FORMS["fj_2014"]
    made = report(lines_of(form, numbered(form)), year=2018)
    (said,) = [finding for finding in made.findings if finding.rule == "Q113"]
    assert (said.expected, said.actual, said.severity) == (2018, 2016, "warning")
    assert made.tables.annex is not None
    assert None not in made.tables.annex.values()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_in_the_other_order(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = [[line[0], line[1], line[3], line[2]] for line in lines_of(form, cells)]
    found = read(lines, layout)
    assert (wrong(cells, found), found.filled) == ({}, len(cells))


@pytest.mark.parametrize("heading", ["数据", "2015年度", "本年完成", "上年度"])
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout not in {"spaces", "one line"}])
def test_a_header_that_nobody_understands_is_said(heading: str, layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    found = read(lines_of(form, cells, header=["指标名称", "计量单位", heading, "2016年度"]), layout)
    assert (found.form, found.state) == (form, "partial")
    if heading == "2015年度" or layout == "lines":
        assert found.filled == 0
    else:
        # Cells that are shown stand under the one heading that is understood.
        last = [value for path, value in cells.items() if path.startswith("annex_cumulative.")]
        assert [str(value) for value in values(found).values()] == last


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_columns_for_years_are_not_chosen_from(layout: str) -> None:
    form = FORMS["fj_2014"]
    found = read(lines_of(form, numbered(form), header=["指标名称", "计量单位", "2015年度", "2016年度"]), layout)
    assert found.filled == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_without_its_cumulative_column(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = {path: value for path, value in numbered(form).items() if path.startswith("annex.")}
    found = read(lines_of(form, cells), layout)
    assert (wrong(cells, found), found.filled, found.state) == ({}, len(cells), "partial")
    made = report(lines_of(form, cells))
    assert made.tables.annex_cumulative is None
    assert [finding.path for finding in made.findings if finding.rule in {"Q107", "Q108"}] == ["annex_cumulative.*"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_of_serial_numbers(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = [[str(number) if number else "序号", *line] for number, line in enumerate(lines_of(form, cells))]
    found = read(lines, layout)
    assert (wrong(cells, found), found.filled) == ({}, len(cells))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_without_units(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = lines_of(form, cells, header=["指标名称", "", "2016年度", "历年累计"], units=False)
    found = read(lines, layout)
    assert (wrong(cells, found), found.filled) == ({}, len(cells))
    assert found.cells["annex.fee_reduction_yuan"].status == "unit_unstated"


def test_groups_of_rows_and_headers_of_two_rows() -> None:
    rows = [
        ("主动公开文件数", 2, 20),
        ("1.政府网站公开数", 3, 30),
        ("2.政府公报公开数", 4, 40),
        ("受理政府信息公开申请总数", 5, 50),
        ("对申请的答复总数", 6, 60),
        ("行政复议数", 7, 70),
    ]
    body = "".join(
        f"<tr>{'<td rowspan=2>其中</td>' if label.startswith('1') else ''}"
        f"<td{'' if label[0].isdigit() else ' colspan=2'}>{label}</td><td>条</td><td>{year}</td><td>{all_}</td></tr>"
        for label, year, all_ in rows
    )
    head = "<tr><td colspan=2 rowspan=2>指标名称</td><td rowspan=2>计量单位</td><td colspan=2>数量</td></tr>"
    head += "<tr><td>2016年度</td><td>历年累计</td></tr>"
    found = read_tables(read_document(f"<html><body><table>{head}{body}</table></body></html>".encode()))
    assert found.form is FORMS["fj_2014"]
    assert sorted(value for value in values(found).values() if value is not None) == sorted(
        number for _label, *numbers in rows for number in numbers
    )
    assert found.cells["annex.proactive.channel.gazette"].value == 4


def test_a_table_that_goes_on_in_another_one() -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = lines_of(form, cells)
    page = f"<html><body>{html_table(drawn(lines[:6]))}<p>- 2 -</p>{html_table(drawn(lines[6:]))}</body></html>"
    found = read_tables(read_document(page.encode()))
    assert (wrong(cells, found), found.filled) == ({}, len(cells))


# Rows


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_in_another_order(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    head, *body = lines_of(form, cells)
    found = read([head, *reversed(body)], layout)
    assert (wrong(cells, found), found.filled, found.state) == ({}, len(cells), "parsed")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_that_a_form_has_twice_belong_to_the_row_above(layout: str) -> None:
    form = FORMS["national_2014"]
    cells = numbered(form)
    lines = lines_of(form, cells)
    # Without the row they stand under, nobody can say which of two they are.
    beheaded = [line for line in lines if line[0] != "五、行政诉讼数量"]
    found = read(beheaded, layout)
    assert wrong(cells, found) == {}
    for block in ("reconsideration", "litigation"):
        assert found.cells[f"annex.{block}.corrected"].status == "ambiguous"
    dropped = [line for n, line in enumerate(lines) if not (line[0] == "（二）被依法纠错数" and n < len(lines) - 15)]
    found = read(dropped, layout)
    assert wrong(cells, found) == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_the_form_does_not_know_is_kept_apart(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = lines_of(form, cells)
    lines.insert(8, ["4.微信申请数", "件", "11", "22"])
    found = read(lines, layout)
    assert (wrong(cells, found), found.filled) == ({}, len(cells))
    assert found.unlisted == (("4.微信申请数", "件", 11, 22),)


def test_an_unknown_row_in_the_record() -> None:
    form = FORMS["fj_2014"]
    lines = lines_of(form, numbered(form))
    assert report(lines).tables.annex_unlisted is None
    lines.append(["信息公开专栏访问量", "人次", "1200", "/"])
    made = report(lines)
    assert made.tables.annex_unlisted is not None
    (row,) = made.tables.annex_unlisted
    assert row.model_dump() == {"label": "信息公开专栏访问量", "unit": "人次", "year": 1200, "cumulative": None}
    assert "Q114" in rules(made)
    assert made.version != report(lines[:-1]).version


def test_a_missing_row_is_missing_and_not_nought() -> None:
    form = FORMS["fj_2014"]
    lines = [line for line in lines_of(form, numbered(form)) if line[0] != "行政复议数"]
    made = report(lines)
    assert made.tables.annex is not None
    assert made.tables.annex["reconsideration.total"] is None
    assert [finding.path for finding in made.findings if finding.rule == "Q107"] == [
        "annex.reconsideration.total",
        "annex_cumulative.reconsideration.total",
    ]
    assert ("annex.reconsideration.total", "missing") in {(cell.path, cell.status) for cell in made.cells}


def test_a_row_that_issues_of_the_form_leave_out_is_no_breach() -> None:
    form = FORMS["fj_2014"]
    made = report([line for line in lines_of(form, numbered(form)) if line[1] != "元"])
    assert made.tables_state == "parsed"
    assert "Q107" not in rules(made)
    assert made.tables.annex is not None
    assert made.tables.annex["fee_reduction_yuan"] is None


@pytest.mark.parametrize(
    ("official", "printed_as"),
    [
        ("2.网上申请数", "2.网上申请书"),
        ("对申请的答复总数", "对申请答复总数"),
        ("3.不予公开答复数", "3.不予公开答覆数"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_mistyped_labels_are_read_and_said(official: str, printed_as: str, layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = [[printed_as if line[0] == official else line[0], *line[1:]] for line in lines_of(form, cells)]
    found = read(lines, layout)
    assert (wrong(cells, found), found.filled) == ({}, len(cells))
    assert found.misspelt == {printed_as: official}


@pytest.mark.parametrize(
    ("official", "other"),
    [
        ("行政诉讼数", "行政申诉数"),
        ("2.网上申请数", "2.网下申请数"),
        ("3.信函、传真申请数", "3.电话申请数"),
        ("其中：1.同意公开答复数", "其中：1.不同意公开答复数"),
        ("受理政府信息公开申请总数", "未受理政府信息公开申请总数"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_of_something_else_are_not_taken_for_mistyped_ones(official: str, other: str, layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = [[other if line[0] == official else line[0], *line[1:]] for line in lines_of(form, cells)]
    found = read(lines, layout)
    assert wrong(cells, found) == {}
    assert [row.label for row in found.unlisted] == [other]
    assert found.filled == len(cells) - 2


# Units and figures


@pytest.mark.parametrize(
    ("unit", "text", "value", "status"),
    [
        ("元", "1200", 1200, None),
        ("万元", "1.2", 12000, "unit"),
        ("万元", "0", 0, "unit"),
        ("", "1200", 1200, "unit_unstated"),
        ("条", "0", 0, "unit_unstated"),
        ("元", "1.2万元", 12000, "unit"),
        ("元", "/", None, "not_applicable"),
        ("斤", "5", None, "ambiguous"),
    ],
)
def test_the_unit_of_the_row_counts(unit: str, text: str, value: float | None, status: str | None) -> None:
    form = FORMS["fj_2014"]
    cells = {**numbered(form), "annex.fee_reduction_yuan": text, "annex_cumulative.fee_reduction_yuan": "0"}
    lines = [[line[0], unit if line[1] == "元" else line[1], *line[2:]] for line in lines_of(form, cells)]
    reading = read(lines).cells["annex.fee_reduction_yuan"]
    assert (reading.value, reading.status) == (value, status)


def test_money_in_a_row_of_counts_is_not_believed() -> None:
    form = FORMS["fj_2014"]
    lines = [
        [line[0], "万元" if line[0] == "行政复议数" else line[1], *line[2:]] for line in lines_of(form, numbered(form))
    ]
    assert read(lines).cells["annex.reconsideration.total"].value is None


@pytest.mark.parametrize("layout", SHOWN)
def test_a_blank_cell_is_blank(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = {**numbered(form), "annex.requests.received": "", "annex_cumulative.litigation.total": "/"}
    found = read(lines_of(form, cells), layout)
    assert found.cells["annex.requests.received"].status == "blank"
    assert found.cells["annex_cumulative.requests.received"].value is not None
    assert found.cells["annex_cumulative.litigation.total"].status == "not_applicable"


@pytest.mark.parametrize("layout", HIDDEN)
def test_a_blank_that_the_text_hides_costs_its_row(layout: str) -> None:
    form = FORMS["fj_2014"]
    cells = {**numbered(form), "annex.requests.received": ""}
    found = read(lines_of(form, cells), layout)
    assert wrong(cells, found) == {}
    assert found.cells["annex_cumulative.requests.received"].status == "ambiguous"
    assert found.filled == len(cells) - 2


@pytest.mark.parametrize("number", ["5", "- 4 -", "— 12 —", "第 3 页 共 5 页"])
@pytest.mark.parametrize("layout", ["lines", "spaces"])
@pytest.mark.parametrize("place", range(2, 40, 3))
def test_page_numbers_are_no_figures(layout: str, number: str, place: int) -> None:
    form = FORMS["fj_2014"]
    cells = numbered(form)
    lines = rendered(lines_of(form, cells), layout).decode().split("\n")
    lines.insert(place, number)
    found = read_tables(read_document("\n".join(lines).encode()))
    assert wrong(cells, found) == {}


@pytest.mark.parametrize(
    "text",
    [
        # Everything ran together; some cells did; an ordinal's digit stands with the figures before it.
        "指标名称计量单位2016年度历年累计主动公开文件数条3485其中：1、政府网站公开数条34852、政府公报公开数条00"
        "受理依申请公开信息总数条00其中：1、当面申请数条00对申请的答复总数条00行政复议数件00",
        "指标名称 计量单位 2016年度 历年累计 主动公开文件数条 34 85其中：1、政府网站公开数条 34 852、政府公报公开数条 00 "
        "受理依申请公开信息总数 条 00 其中：1、当面申请数 条 00 对申请的答复总数条 00 行政复议数 件 00",
        "指标名称 计量单位 2016年度 历年累计 主动公开文件数 条 34 85 其中：1、政府网站公开数 条 34 85 2 、政府公报公开数 条 0 03 "
        "受理依申请公开信息总数 条 0 其中：1、当面申请数 条 00 2.网上申请数 条 0 13.信函、传真申请数 条 0 0 对申请的答复总数 条 0 0",
    ],
)
def test_figures_that_ran_together_are_never_taken_apart_wrong(text: str) -> None:
    found = read_tables(read_document(f"某局2016年政府信息公开工作年度报告\n七、附表 {text} 附件下载".encode()))
    assert found.form is FORMS["fj_2014"]
    truth = {"annex.proactive.total": 34, "annex_cumulative.proactive.total": 85}
    truth |= {"annex.proactive.channel.website": 34, "annex_cumulative.proactive.channel.website": 85}
    for path, value in values(found).items():
        assert value is None or value == truth.get(path, 0), path
    assert any(reading.status == "ambiguous" for reading in found.cells.values())


# The record and its checks


def _sound(form: Form) -> dict[str, str]:
    cells = dict.fromkeys(printed(form), "1")
    for table in TABLES:
        cells |= {f"{table}.requests.received": "3", f"{table}.requests.replied": "4"}
    return {**cells, "annex_cumulative.requests.received": "3"}


def test_sums_of_an_annex() -> None:
    form = FORMS["fj_2014"]
    cells = _sound(form)
    made = report(lines_of(form, cells))
    # Three ways of asking, four kinds of answer: more answers than questions, in both columns.
    assert [(finding.rule, finding.path) for finding in made.findings] == [
        ("Q313", "annex.requests.replied"),
        ("Q313", "annex_cumulative.requests.replied"),
    ]
    assert made.checks.model_dump() == {"passed": 4 + 2, "pass_if_blank_is_zero": 0, "fail": 2, "not_evaluable": 0}
    broken = report(lines_of(form, {**cells, "annex.requests.replied": "0"}))
    found = {finding.rule: finding for finding in broken.findings if (finding.path or "").startswith("annex.")}
    assert (found["Q312"].expected, found["Q312"].actual, found["Q312"].fault) == (4, 0, "source")
    assert found["Q312"].severity == "error"
    assert "Q313" not in found


def test_a_part_that_the_form_does_not_know_leaves_its_sum_open() -> None:
    form = FORMS["fj_2014"]
    cells = {**_sound(form), "annex.requests.received": "5", "annex_cumulative.requests.received": "5"}
    lines = lines_of(form, cells)
    assert rules(report(lines)) == ["Q311", "Q311"]
    lines.insert(8, ["4.微信申请数", "条", "2", "2"])
    made = report(lines)
    assert rules(made) == ["Q114"]
    assert made.checks.not_evaluable == 2


def test_a_row_too_large_to_be_a_part_mends_no_sum() -> None:
    form = FORMS["fj_2014"]
    lines = lines_of(form, {**_sound(form), "annex.requests.received": "5"})
    lines.append(["信息公开专栏访问量", "人次", "1200", "3000"])
    assert rules(report(lines)) == ["Q114", "Q311", "Q313"]


def test_a_count_is_whole() -> None:
    form = FORMS["fj_2014"]
    made = report(lines_of(form, {**_sound(form), "annex.litigation.total": "1.5", "annex.fee_reduction_yuan": "1.5"}))
    assert [finding.path for finding in made.findings if finding.rule == "Q211"] == ["annex.litigation.total"]


def test_among_is_no_partition() -> None:
    form = FORMS["fj_2014"]
    cells = {**_sound(form), "annex.proactive.total": "500"}
    assert {finding.rule for finding in report(lines_of(form, cells)).findings} == {"Q313"}


def test_a_stored_line_with_an_annex_gives_the_same_findings_again() -> None:
    form = FORMS["fj_2014"]
    lines = [
        line for line in lines_of(form, {**_sound(form), "annex.requests.replied": "9"}) if "诉讼数" not in line[0]
    ]
    lines.append(["4.微信申请数", "件", "2", ""])
    made = report(lines)
    assert made.checks.fail
    assert check_report(Report.model_validate_json(made.to_line())) == made


def test_an_annex_does_not_want_the_tables_of_2019() -> None:
    form = FORMS["fj_2008"]
    made = report(lines_of(form, numbered(form)), year=2012)
    assert "Q106" not in rules(made)
    # Where those are due, it cannot stand for them.
    assert "Q106" in rules(report(lines_of(form, numbered(form)), year=2020))


def test_the_record_is_flat_and_in_the_forms_order() -> None:
    form = FORMS["fj_2014"]
    tables = report(lines_of(form, numbered(form))).to_dict()["tables"]
    assert list(tables) == ["proactive", "requests", "disputes", "annex", "annex_cumulative", "annex_unlisted"]
    assert list(tables["annex"])[:3] == ["proactive.total", "proactive.channel.website", "proactive.channel.gazette"]
    assert list(tables["annex"]) == list(tables["annex_cumulative"])
    assert tables["proactive"] is None


def test_a_report_of_words_alone_has_no_tables_and_no_error() -> None:
    text = "某市某局2015年政府信息公开工作年度报告\n一、概述\n2015年度共主动公开文件数 34 条，受理申请 0 件，无行政复议数、行政诉讼数。"
    made = process(Publication(Capture("http://www.example.gov.cn/t20160112_80479.htm", text.encode())))
    assert (made.tables_state, made.form, made.findings) == ("absent", None, [])
