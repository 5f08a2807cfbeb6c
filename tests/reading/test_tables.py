"""Tables by their labels: what real reports do to the forms, one thing at a time."""

from typing import TYPE_CHECKING, cast

import pytest

from govreports.documents import Document, read_document
from govreports.publication import Capture, Publication
from govreports.reading.tables import TablesRead, read_tables
from govreports.records import Report
from govreports.stages import process
from tests.replica.figures import Figures, form_of, load_figures
from tests.replica.render import html_table, report_html, report_text, tables, text_table
from tests.replica.render.layout import Cell, Table
from tests.replica.render.text import TextLayout
from tests.trees import leaves

if TYPE_CHECKING:
    from tests.replica.render.markup import HtmlStyle

_LAYOUTS: tuple[TextLayout, ...] = ("lines", "tabs", "pipes", "spaces")
_APPLICANTS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
    "total",
]


def _figures(form: str = "2021") -> Figures:
    """A report in which no two cells are the same."""
    figures = Figures("某市某局", 2022 if form == "2021" else 2020, form)
    for number, path in enumerate(form_of(figures).paths()):
        figures.cells[path] = str(1000 + number)
    return figures


def _page(*parts: str) -> Document:
    return read_document(f"<html><body>{''.join(parts)}</body></html>".encode())


def _html(drawn: list[Table]) -> TablesRead:
    return read_tables(_page(*(html_table(table) for table in drawn)))


def _text(drawn: list[Table], layout: TextLayout) -> TablesRead:
    return read_tables(read_document("\n".join(text_table(table, layout) for table in drawn).encode()))


def _wrong(figures: Figures, found: TablesRead) -> dict[str, int | float | None]:
    return {
        path: reading.value
        for path, reading in found.cells.items()
        if reading.value is not None and str(reading.value) != figures.cells.get(path)
    }


def _lost(figures: Figures, found: TablesRead) -> list[str]:
    return [path for path in figures.cells if path not in found.cells or found.cells[path].value is None]


def _renamed(drawn: list[Table], old: str, new: str) -> list[Table]:
    return [
        [
            [Cell(new, cell.rowspan, cell.colspan, cell.kind) if cell.text == old else cell for cell in row]
            for row in table
        ]
        for table in drawn
    ]


def _report(body: bytes) -> Report:
    return process(Publication(page=Capture("http://www.example.gov.cn/t20230101_1.html", body)))


# Whole reports


@pytest.mark.parametrize("stem", sorted(load_figures()))
@pytest.mark.parametrize("render", ["plain", "word", "fillers", "tabs", "pipes"])
def test_reports_of_real_figures(stem: str, render: str) -> None:
    figures = load_figures()[stem]
    if render in {"tabs", "pipes"}:
        data = report_text(figures, layout=cast("TextLayout", render)).encode()
    else:
        data = f"<html><body>{report_html(figures, style=cast('HtmlStyle', render))}</body></html>".encode()
    found = read_tables(read_document(data))
    assert found.form is form_of(figures)
    assert (found.state, found.missing) == ("parsed", ())
    for path in form_of(figures).paths():
        if (number := figures.number(path)) is not None:
            assert found.cells[path].value == number, path


def test_a_form_is_told_by_its_labels_not_by_its_year() -> None:
    for form in ("2019", "2021"):
        figures = _figures(form)
        report = _report(
            f"<html><body>{report_html(figures, title='某市某局2023年政府信息公开工作年度报告')}</body></html>".encode()
        )
        assert (report.form, report.year, report.tables_state) == (form, 2023, "parsed")


def test_a_page_without_tables() -> None:
    found = read_tables(
        _page("<p>一、总体情况</p><table><tr><td>姓名</td><td>职务</td></tr><tr><td>甲</td><td>3</td></tr></table>")
    )
    assert (found.form, found.state, found.cells) == (None, "absent", {})


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_table_that_is_not_there_is_said(gone: int) -> None:
    figures = _figures()
    found = _html([table for number, table in enumerate(tables(figures)) if number != gone])
    assert found.state == "partial"
    assert not _wrong(figures, found)
    assert {path.split(".")[0] for path in found.cells} == {"proactive", "requests", "disputes"} - {
        ("proactive", "requests", "disputes")[gone]
    }


def test_the_undivided_row_in_the_form_that_divides_it() -> None:
    figures = _figures()
    for applicant in _APPLICANTS:
        for key in ("correction_overdue", "fee_unpaid", "other"):
            del figures.cells[f"requests.results.other_handling.{key}.{applicant}"]
        figures.cells[f"requests.results.other_handling.undivided.{applicant}"] = "77"
    for found in (_html(tables(figures)), *(_text(tables(figures), layout) for layout in _LAYOUTS)):
        assert not _wrong(figures, found)
    assert _html(tables(figures)).cells["requests.results.other_handling.undivided.total"].value == 77
    assert not any("other_handling.other" in path for path in _html(tables(figures)).missing)


def test_other_handling_as_a_group_only_is_no_row() -> None:
    found = _html(tables(_figures()))
    assert not any("undivided" in path for path in found.cells)


def test_a_blank_table_is_blank_and_not_nought() -> None:
    figures = Figures("某局", 2022, "2021", dict.fromkeys(form_of(_figures()).paths(), ""))
    found = _html(tables(figures))
    assert found.filled == 0
    assert {reading.status for reading in found.cells.values()} == {"blank"}


# Labels


@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("（五）不予处理", "（五）不予以处理"),
        ("5.属于三类内部事务信息", "5.属于三类内容事务信息"),
        ("6.属于四类过程性信息", "6.属于四类过程性性信息"),
        ("本年废止件数", "本年废纸件数"),
        ("行政复议", "行政法复议"),
        ("规章", "规 章"),
        ("行政规范性文件", "规范性文件"),
        ("1.属于国家秘密", "1、属于国家秘密"),
        ("1.属于国家秘密", "（1）属于国家秘密"),
        ("现行有效件数", "现行有效件数 (历史累计)"),
        ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情况，不计其他情形）",
        ),
        ("第二十条第（一）项", "第二十条(一)项"),
        ("第二十条第（五）项", "第二十条  第（五）项"),
        ("法人或其他组织", "法人和其他组织"),
    ],
)
def test_spellings_met_in_reports(official: str, printed: str) -> None:
    figures = _figures()
    drawn = _renamed(tables(figures), official, printed)
    found = _html(drawn)
    assert not _wrong(figures, found)
    assert not _lost(figures, found)
    for layout in _LAYOUTS:
        assert not _wrong(figures, _text(drawn, layout)), layout


@pytest.mark.parametrize("printed", ["法人", "法人组织", "单位", "", "其他组织", "组织"])
@pytest.mark.parametrize("layout", [*_LAYOUTS, "html"])
def test_a_group_of_applicants_under_another_name(printed: str, layout: str) -> None:
    figures = _figures()
    drawn = _renamed(tables(figures), "法人或其他组织", printed)
    found = _html(drawn) if layout == "html" else _text(drawn, cast("TextLayout", layout))
    assert not _wrong(figures, found)


@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("未经复议直接起诉", "直接起诉"),
        ("未经复议直接起诉", "未经复议"),
        ("未经复议直接起诉", ""),
        ("复议后起诉", "复议后"),
        ("复议后起诉", "经复议"),
        ("行政诉讼", "诉讼"),
        ("行政诉讼", ""),
        ("行政复议", "复议"),
        ("行政复议", ""),
    ],
)
@pytest.mark.parametrize("layout", [*_LAYOUTS, "html"])
def test_groups_of_disputes_under_another_name(official: str, printed: str, layout: str) -> None:
    figures = _figures()
    drawn = _renamed(tables(figures), official, printed)
    found = _html(drawn) if layout == "html" else _text(drawn, cast("TextLayout", layout))
    assert not _wrong(figures, found)


@pytest.mark.parametrize("printed", ["上年制发件数", "去年制发件数", "上一年制发件数", "本年拟制发件数"])
@pytest.mark.parametrize("layout", [*_LAYOUTS, "html"])
def test_last_years_column_is_not_this_years(printed: str, layout: str) -> None:
    figures = _figures()
    drawn = _renamed(tables(figures), "本年制发件数", printed)
    found = _html(drawn) if layout == "html" else _text(drawn, cast("TextLayout", layout))
    for row in ("rules", "normative_documents"):
        reading = found.cells.get(f"proactive.{row}.issued_this_year")
        assert reading is None or reading.value is None


@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("一、本年新收政府信息公开申请数量", "一、上年新收政府信息公开申请数量"),
        ("二、上年结转政府信息公开申请数量", "二、本年结转政府信息公开申请数量"),
        ("一、本年新收政府信息公开申请数量", "其中：本年新收政府信息公开申请数量"),
        ("行政事业性收费", "涉企行政事业性收费"),
        ("行政许可", "新增行政许可"),
    ],
)
def test_rows_that_mean_something_else(official: str, printed: str) -> None:
    figures = _figures()
    found = _html(_renamed(tables(figures), official, printed))
    row = next(
        row for block in form_of(figures).blocks for row in block.rows if row.labels and row.labels[-1] == official
    )
    for path, reading in found.cells.items():
        if f".{row.key}." in path:
            assert reading.value is None, path


def test_labels_taken_by_likeness_are_said() -> None:
    report = _report(
        ("<html><body>" + report_html(_figures()).replace("本年废止件数", "本年废纸件数") + "</body></html>").encode()
    )
    assert [finding.message for finding in report.findings if finding.rule == "Q902"] == [
        "'本年废纸件数' was taken for '本年废止件数'"
    ]


@pytest.mark.parametrize("official", ["未经复议直接起诉", "行政复议", "复议后起诉"])
def test_a_label_is_never_said_to_be_taken_for_itself(official: str) -> None:
    found = _html(_renamed(tables(_figures()), official, official[-3:]))
    assert not [printed for printed, label in found.misspelt.items() if printed == label]


# Units in headers


@pytest.mark.parametrize("cell", ["5000", "5000.0", "5,000", "5000元"])
@pytest.mark.parametrize("header", ["本年收费金额（单位：元）", "本年收费金额(元)"])
def test_fees_under_a_header_in_yuan(header: str, cell: str) -> None:
    figures = _figures()
    path = "proactive.administrative_fees.fees_collected_wanyuan"
    figures.cells[path] = cell
    drawn = _renamed(tables(figures), "本年收费金额（单位：万元）", header)
    for found in (_html(drawn), _text(drawn, "tabs"), _text(drawn, "lines")):
        assert found.cells[path].value in {0.5, None}
    assert _html(drawn).cells[path].value == 0.5


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("采购总金额", 477.35, "unit_unstated"),
        ("采购总金额(万元)", 4773500, "unit"),
        ("采购总金额（单位：万元）", 4773500, "unit"),
        ("采购总金额（万元，保留四位小数）", 4773500, "unit"),
        ("采购总金额（元）", 477.35, None),
        ("采购总金额（元/万元）", None, None),
    ],
)
def test_amounts_under_headers_that_state_a_unit(header: str, value: float | None, status: str | None) -> None:
    figures = _figures("2019")
    path = "proactive.centralized_procurement.procurement_amount"
    figures.cells[path] = "477.35"
    reading = _html(_renamed(tables(figures), "采购总金额", header)).cells[path]
    if value is None:
        assert reading.value is None or reading.status == "unit_unstated"
    else:
        assert (reading.value, reading.status) == (value, status)


# Shapes


def _with_row(table: Table, at: int, row: list[Cell]) -> Table:
    return [*table[:at], row, *table[at:]]


@pytest.mark.parametrize(
    "row",
    [
        [Cell("", colspan=10)],
        [Cell("— 5 —", colspan=10)],
        [Cell("-4-", colspan=10)],
        [Cell("5", colspan=10)],
        [Cell("其中：网上申请", colspan=2), *[Cell("9")] * 7],
        [Cell("备注：以上数据截至年底", colspan=10)],
        [Cell(""), Cell(""), *[Cell("")] * 7],
    ],
)
@pytest.mark.parametrize("at", [6, 12, 20])
def test_a_row_too_many_costs_no_other_row(row: list[Cell], at: int) -> None:
    figures = _figures()
    drawn = tables(figures)
    drawn[1] = _with_row(drawn[1], at, row)
    # The group's cell hangs down over the added row too.
    drawn[1] = [
        [Cell(c.text, c.rowspan + 1, c.colspan, c.kind) if c.text.startswith("三、") else c for c in line]
        for line in drawn[1]
    ]
    found = _html(drawn)
    assert not _wrong(figures, found)
    assert not [path for path in _lost(figures, found) if path.startswith("requests.carried_forward")]


def test_numbers_of_columns_are_no_figures() -> None:
    figures = _figures()
    drawn = tables(figures)
    drawn[2] = _with_row(drawn[2], 3, [Cell(str(number)) for number in range(1, 16)])
    drawn[1] = _with_row(drawn[1], 3, [Cell("栏次", colspan=3), *(Cell(str(number)) for number in range(1, 8))])
    assert not _wrong(figures, _html(drawn))
    for layout in _LAYOUTS:
        assert not _wrong(figures, _text(drawn, layout)), layout


@pytest.mark.parametrize("tall", [20, 21, 23, 24])
def test_a_group_that_hangs_down_too_far_or_not_far_enough(tall: int) -> None:
    figures = _figures()
    drawn = tables(figures)
    drawn[1] = [
        [Cell(c.text, tall, c.colspan, c.kind) if c.text.startswith("三、") else c for c in line] for line in drawn[1]
    ]
    found = _html(drawn)
    assert not _wrong(figures, found)
    assert not _lost(figures, found)


def test_two_headers_cut_alike_are_told_by_their_order() -> None:
    figures = _figures("2019")
    drawn = _renamed(_renamed(tables(figures), "本年新制作数量", "本年新"), "本年新公开数量", "本年新")
    found = _html(drawn)
    assert not _wrong(figures, found)
    assert found.misspelt


def test_a_foreign_column_and_a_hidden_blank_do_not_make_up_for_each_other() -> None:
    figures = _figures()
    figures.cells["requests.new_requests.commercial_enterprise"] = ""
    drawn = tables(figures)
    drawn[1] = [
        [*row, Cell("上年数", rowspan=2, kind="header")] if number == 1 else [*row, Cell("999")] if number > 2 else row
        for number, row in enumerate(drawn[1])
    ]
    for layout in _LAYOUTS:
        assert not _wrong(figures, _text(drawn, layout)), layout


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_a_foreign_column_with_a_blank_total_behind_it(layout: TextLayout) -> None:
    figures = _figures()
    figures.cells["requests.new_requests.total"] = ""
    drawn = tables(figures)
    drawn[1] = [
        [*row[:-1], Cell("上年数", rowspan=2, kind="header"), row[-1]]
        if number == 1
        else [*row[:-1], Cell("999"), row[-1]]
        if number > 2
        else row
        for number, row in enumerate(drawn[1])
    ]
    assert not _wrong(figures, _text(drawn, layout))


@pytest.mark.parametrize("glued", ["640020470", "64 0 0 2 0 470", "6400 2 0 4 70"])
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_figures_glued_together_are_not_guessed_at(layout: TextLayout, glued: str) -> None:
    figures = _figures()
    text = text_table(tables(figures)[1], "lines" if layout == "lines" else "spaces")
    sep = "\n\n" if layout == "lines" else " "
    row = sep.join(figures.cells[f"requests.new_requests.{applicant}"] for applicant in _APPLICANTS)
    assert row in text
    found = read_tables(read_document(text.replace(row, glued).encode()))
    assert all(found.cells[f"requests.new_requests.{applicant}"].value is None for applicant in _APPLICANTS)


@pytest.mark.parametrize("number", ["5", "12"])
def test_a_page_number_does_not_make_up_for_a_hidden_blank(number: str) -> None:
    figures = _figures()
    figures.cells["requests.new_requests.commercial_enterprise"] = ""
    lines = text_table(tables(figures)[1], "lines").split("\n\n")
    at = lines.index(figures.cells["requests.new_requests.total"]) + 1
    text = "\n\n".join([*lines[:at], number, *lines[at:]])
    assert not _wrong(figures, read_tables(read_document(text.encode())))


@pytest.mark.parametrize("where", ["after", "inside"])
def test_table_four_with_a_hidden_blank_and_a_page_number(where: str) -> None:
    figures = _figures()
    figures.cells["disputes.reconsideration.other"] = ""
    lines = text_table(tables(figures)[2], "lines").split("\n\n")
    lines.insert(len(lines) if where == "after" else len(lines) - 4, "5")
    assert not _wrong(figures, read_tables(read_document("\n\n".join(lines).encode())))


@pytest.mark.parametrize("path", [path for path in _figures().cells if path.startswith("disputes.")])
def test_a_word_in_table_four_costs_its_own_figure_only(path: str) -> None:
    figures = _figures()
    figures.cells[path] = "详见附件"
    found = _html(tables(figures))
    assert _lost(figures, found) == [path]
    assert (found.cells[path].status, _wrong(figures, found)) == ("text", {})


def test_a_label_before_table_four_does_not_make_up_for_a_lost_cell() -> None:
    figures = _figures()
    *drawn, disputes = tables(figures)
    *headers, row = disputes
    corner = Cell("", rowspan=len(headers), kind="header")
    shifted = [[corner, *headers[0]], *headers[1:], [Cell("件数", kind="label"), *row[1:]]]
    assert not _wrong(figures, _html([*drawn, shifted]))


# What becomes of doubts in the record


def test_blank_cells_and_missing_rows_are_in_the_record() -> None:
    figures = _figures()
    figures.cells["requests.new_requests.total"] = ""
    drawn = tables(figures)
    drawn[1] = [row for row in drawn[1] if not any("重复申请" in cell.text for cell in row)]
    report = _report(
        f"<html><body><p>某市某局2022年政府信息公开工作年度报告</p>{''.join(map(html_table, drawn))}</body></html>".encode()
    )
    notes = {note.path: note.status for note in report.cells}
    assert notes["requests.new_requests.total"] == "blank"
    assert notes["requests.results.not_processed.repeated.total"] == "missing"
    assert report.tables_state == "partial"
    assert any(finding.rule == "Q107" for finding in report.findings)
    requests = report.to_dict()["tables"]["requests"]
    assert requests["new_requests"]["total"] is None
    assert requests["new_requests"]["natural_person"] == int(figures.cells["requests.new_requests.natural_person"])


def test_a_page_and_its_attachment_that_disagree_are_said() -> None:
    figures, other = _figures(), _figures()
    other.cells["requests.new_requests.total"] = "31415"
    page = Capture("http://www.example.gov.cn/a.html", f"<html><body>{report_html(figures)}</body></html>".encode())
    attachment = Capture("http://www.example.gov.cn/a.txt", report_text(other, layout="tabs").encode(), name="a.txt")
    report = process(Publication(page=page, attachments=[attachment]))
    printed = report.to_dict()["tables"]["requests"]["new_requests"]["total"]
    assert printed is None or any(
        "31415" in finding.message or finding.path == "requests.new_requests.total" for finding in report.findings
    )


def test_pictures_in_the_tables_place() -> None:
    page = "<p>某局2022年政府信息公开工作年度报告</p><p>一、总体情况</p><p>好。</p><p>二、主动公开政府信息情况</p><img src=1.png><p>三、收到和处理政府信息公开申请情况</p><img src=2.png>"
    report = _report(f"<html><body>{page}</body></html>".encode())
    assert (report.tables_state, report.form, report.tables.requests) == ("image", None, None)


def test_rows_of_figures_that_lost_their_label_are_nobodys() -> None:
    # As converters of PDF leave tables behind: labels that took several lines stand apart from their rows.
    figures = _figures()
    rows = text_table(tables(figures)[-2], "pipes").splitlines()
    at = next(number for number, row in enumerate(rows) if "重复申请" in row)
    cells = rows[at].partition("|")[2]
    found = read_tables(read_document("\n".join([*rows[:at], cells, *rows[at + 1 :], "", "2.重复申请"]).encode()))
    row = "requests.results.not_processed.repeated"
    assert _wrong(figures, found) == {}
    assert {reading.status for path, reading in found.cells.items() if path.startswith(row)} == {"ambiguous"}
    lost = [path for path in _lost(figures, found) if path.startswith("requests") and not path.startswith(row)]
    assert lost == []


def _with_attachment(page: str, attachment: str, name: str = "a.txt") -> Report:
    captures = [
        Capture("http://www.example.gov.cn/a.html", f"<html><body>{page}</body></html>".encode()),
        Capture("http://www.example.gov.cn/a.txt", attachment.encode(), name=name),
    ]
    return process(Publication(page=captures[0], attachments=captures[1:]))


@pytest.mark.parametrize(
    ("title", "name", "taken"),
    [
        ("", "a.txt", True),
        ("", "某市某局2022年政府信息公开工作年度报告.docx", True),
        ("某局2022年政府信息公开工作年度报告", "年报.docx", True),
        ("", "某市某局2021年政府信息公开工作年度报告.docx", False),
        ("某市某局2021年政府信息公开工作年度报告", "某市某局2022年政府信息公开工作年度报告.docx", False),
        ("某市教育局2022年政府信息公开工作年度报告", "a.txt", False),
    ],
)
def test_an_attached_report_of_another_year_or_agency_is_another_report(title: str, name: str, *, taken: bool) -> None:
    lines = "\n".join(text_table(table, "tabs") for table in tables(_figures()))
    page = "<h1>某市某局2022年政府信息公开工作年度报告</h1><p>见附件。</p>"
    report = _with_attachment(page, f"{title}\n{lines}", name)
    assert (report.tables_state == "parsed") is taken
    assert (report.year, report.attachments[0].role == "other") == (2022, not taken or not name.startswith("某"))


def test_a_figure_attached_where_the_page_is_blank_is_said_and_a_nought_is_not() -> None:
    figures, other = _figures(), _figures()
    paths = ["requests.new_requests.total", "requests.carried_over.total"]
    for path, text in zip(paths, ("7", "0"), strict=True):
        figures.cells[path] = ""
        other.cells[path] = text
    lines = "\n".join(text_table(table, "tabs") for table in tables(other))
    page = "".join(html_table(table) for table in tables(figures))
    report = _with_attachment(f"<h1>某市某局2022年政府信息公开工作年度报告</h1>{page}", lines)
    differences = [finding for finding in report.findings if finding.rule == "Q905"]
    assert [(found.path, found.expected, found.actual) for found in differences] == [(paths[0], 7, None)]


@pytest.mark.parametrize("on_page", [1, 2])
def test_tables_that_stand_in_several_documents_are_put_together(on_page: int) -> None:
    figures = _figures()
    drawn = tables(figures)
    page = "".join(html_table(table) for table in drawn[:on_page])
    lines = "\n".join(text_table(table, "tabs") for table in drawn[on_page:])
    report = _with_attachment(f"<h1>某市某局2022年政府信息公开工作年度报告</h1>{page}", lines)
    assert report.tables_state == "parsed"
    assert report.tables_from is not None
    urls = {report.tables_from.url or report.source.url, *report.tables_from.also}
    assert urls == {"http://www.example.gov.cn/a.html", "http://www.example.gov.cn/a.txt"}
    found = dict(leaves(report.tables.model_dump(exclude_none=True)))
    assert {path: str(value) for path, value in found.items()} == figures.cells
    assert [finding for finding in report.findings if finding.rule in {"Q106", "Q107", "Q905"}] == []
