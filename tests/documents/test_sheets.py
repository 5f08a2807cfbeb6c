"""Workbooks of both kinds: what their cells show, where tables begin, what is hidden, and files that are damaged."""

import datetime
import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import openpyxl
import pytest
import xlwt

from govreports.documents import Document, Grid, Paragraph, UnreadableError, read_document
from govreports.reading.sections import find_sections
from govreports.reading.tables import read_tables
from tests.replica.figures import load_figures
from tests.replica.render import narrative, tables, xls, xlsx

Write: TypeAlias = Callable[[Sequence[Sequence[Any]]], bytes]


def _xlsx(rows: Sequence[Sequence[Any]], prepare: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(list(row))
    prepare(sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _xls(rows: Sequence[Sequence[Any]], style: Callable[[Any], Any] = lambda _value: None) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, style(value) or xlwt.Style.default_style)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one part rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, change(content.decode()).encode() if part == name else content)
    return buffer.getvalue()


def _grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _unreadable(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    return str(caught.value)


HEADER = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]

both = pytest.mark.parametrize("write", [_xlsx, _xls], ids=["xlsx", "xls"])


# What cells show


@both
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5.0, "5"),
        (5, "5"),
        (0, "0"),
        (-18, "-18"),
        (0.092, "0.092"),
        (59237.2449, "59237.2449"),
        (24252.311082, "24252.311082"),
        (0.1 + 0.2, "0.3"),
        (1.0e7, "10000000"),
        (1.5e13, "15000000000000"),
        ("007", "007"),
        (" 12 ", "12"),
        ("减197", "减197"),
        ("１２", "１２"),
        ("160.5964万元", "160.5964万元"),
        ("规\n章", "规 章"),
        (True, "TRUE"),
        ("", ""),
    ],
)
def test_values_are_shown_as_they_are(write: Write, value: Any, shown: str) -> None:
    assert _grids(read_document(write([HEADER, ["规章", value, 4, 5]]))) == [[HEADER, ["规章", shown, "4", "5"]]]


@both
@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.05, "0%", "5%"),
        (0.0512, "0.0%", "5.1%"),
        (1234.567, "#,##0.00", "1234.57"),
        (3.4, "0", "3"),
        (2.5, "0", "3"),
        (12, '0"件"', "12件"),
        (160.5964, '0.00"万元"', "160.60万元"),
        (197, '"增"0;"减"0', "增197"),
        (-197, '"增"0;"减"0', "减197"),
        (-5, "0_ ;[Red]-0 ", "-5"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        (0, "0;-0;;@", ""),
        (7, "000", "7"),
        (7, "@", "7"),
        (7, "General", "7"),
        (12345678, '0!.0,"万元"', '12345678 [0!.0,"万元"]'),
        (0.5, "# ?/?", "0.5 [# ?/?]"),
        (1200, "0.00E+00", "1200 [0.00E+00]"),
        (200, '[>100]0"多";0', '200 [[>100]0"多";0]'),
    ],
)
def test_numbers_are_shown_by_their_format(write: Any, value: float, code: str, shown: str) -> None:
    def prepare(sheet: Any) -> None:
        sheet["B2"].number_format = code

    rows: list[list[Any]] = [HEADER, ["规章", value, 40, 50]]
    if write is _xlsx:
        data = _xlsx(rows, prepare)
    else:
        data = _xls(rows, lambda written: xlwt.easyxf(num_format_str=code) if written == value else None)
    assert _grids(read_document(data))[0][1] == ["规章", shown, "40", "50"]


def test_a_format_that_scales_is_no_figure() -> None:
    def prepare(sheet: Any) -> None:
        sheet["B2"].number_format = "0!.0,"

    found = read_tables(read_document(_xlsx([HEADER, ["规章", 12345, 4, 5], ["行政规范性文件", 1, 2, 3]], prepare)))
    assert (found.cells["proactive.rules.issued_this_year"].value, found.cells["proactive.rules.in_force"].value) == (
        None,
        5,
    )


@both
def test_dates_are_no_figures(write: Write) -> None:
    def dated(written: Any) -> Any:
        return xlwt.easyxf(num_format_str="yyyy-mm-dd") if isinstance(written, datetime.date) else None

    rows: list[list[Any]] = [HEADER, ["规章", datetime.date(2021, 1, 5), 4, 5]]
    data = _xls(rows, dated) if write is _xls else _xlsx(rows)
    assert _grids(read_document(data))[0][1][1] == "2021-01-05"


def test_formulas_by_what_was_worked_out() -> None:
    written = _xlsx([HEADER, ["规章", "=1+1", "=1/0", "=A1"]])

    def cached(sheet: str) -> str:
        sheet = sheet.replace("<f>1+1</f><v />", "<f>1+1</f><v>2</v>").replace(
            "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"
        )
        return re.sub(r'<c r="C2"( t="\w+")?>.*?</c>', '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', sheet)

    data = _changed(written, "xl/worksheets/sheet1.xml", cached)
    assert _grids(read_document(data))[0][1] == ["规章", "2", "#DIV/0!", "=A1"]
    found = read_tables(read_document(data))
    assert found.cells["proactive.rules.issued_this_year"].value == 2
    assert found.cells["proactive.rules.repealed_this_year"].status == "text"
    assert found.cells["proactive.rules.in_force"].status == "text"


def test_a_nought_that_a_program_wrote_for_a_formula_is_none() -> None:
    def written(calculation: str) -> list[str | None]:
        data = _changed(
            _xlsx([HEADER, ["规章", "=SUM(C2:D2)", 4, 5]]),
            "xl/worksheets/sheet1.xml",
            lambda sheet: re.sub(
                r"<f>SUM\(C2:D2\)</f><v ?/>|<f>SUM\(C2:D2\)</f><v></v>", "<f>SUM(C2:D2)</f><v>0</v>", sheet
            ),
        )
        data = _changed(data, "xl/workbook.xml", lambda book: re.sub(r"<calcPr[^>]*/>", calculation, book))
        return _grids(read_document(data))[0][1]

    assert written('<calcPr calcId="1" fullCalcOnLoad="1"/>') == ["规章", "=SUM(C2:D2)", "4", "5"]
    assert written('<calcPr calcId="1"/>') == ["规章", "0", "4", "5"]


def test_formulas_of_a_binary_workbook_that_nobody_worked_out() -> None:
    data = _xls([HEADER, ["规章", xlwt.Formula("C2+D2"), 4, 5]])
    blank = b"\x03\x00\x00\x00\x00\x00\xff\xff\x00\x00"
    assert data.count(blank) == 1
    for result, flags, shown in [(bytes(8), 2, "=?"), (bytes(8), 0, "0"), (b"\x02\0\x17\0\0\0\xff\xff", 0, "#REF!")]:
        changed = data.replace(blank, result + bytes([flags, 0]))
        assert _grids(read_document(changed))[0][1] == ["规章", shown, "4", "5"]


def test_noughts_that_a_sheet_does_not_show() -> None:
    def prepare(sheet: Any) -> None:
        sheet.sheet_view.showZeros = False

    assert _grids(read_document(_xlsx([HEADER, ["规章", 0, 4, 5]], prepare)))[0][1] == ["规章", "", "4", "5"]


# What is hidden


def test_hidden_rows_columns_and_sheets_are_left_out_with_a_note() -> None:
    def prepare(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.parent.create_sheet("底稿").append(["规章", 9])
        sheet.parent["底稿"].sheet_state = "hidden"

    rows: list[list[Any]] = [
        ["信息内容", "本年制发件数", "上年", "本年废止件数"],
        ["规章", 1, 9, 2],
        ["规章", 9, 9, 9],
        ["规章", 3, 9, 4],
    ]
    document = read_document(_xlsx(rows, prepare))
    assert _grids(document) == [[["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1", "2"], ["规章", "3", "4"]]]
    assert len(document.notes) == 2
    assert "底稿" in " ".join(document.notes)


def test_hidden_rows_and_columns_of_a_binary_workbook() -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for r in range(3):
        for c in range(3):
            sheet.write(r, c, 10 * r + c)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    other = workbook.add_sheet("底稿")
    other.visibility = 1
    other.write(0, 0, 99)
    buffer = io.BytesIO()
    workbook.save(buffer)
    document = read_document(buffer.getvalue())
    assert _grids(document) == [[["0", "2"], ["20", "22"]]]
    assert len(document.notes) == 2


def test_what_merged_cells_cover_is_not_read() -> None:
    def prepare(sheet: Any) -> None:
        sheet.merge_cells("B2:C3")

    data = _xlsx([["甲乙", "丙丁", "戊己", "庚辛"], ["规章", 1, None, 3], ["规章", None, None, 4]], prepare)
    # Some programs leave values below merged cells, where nobody sees them.
    data = _changed(
        data, "xl/worksheets/sheet1.xml", lambda sheet: re.sub(r'<c r="C3"[^>]*/>', '<c r="C3"><v>9</v></c>', sheet)
    )
    document = read_document(data)
    assert _grids(document)[0][1:] == [["规章", "1", "1", "3"], ["规章", "1", "1", "4"]]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [(cell.rowspan, cell.colspan) for cell in grid.cells() if cell.text == "1"] == [(2, 2)]


# Where tables and text begin


@pytest.mark.parametrize("render", [xlsx, xls])
@pytest.mark.parametrize("gaps", [True, False])
@pytest.mark.parametrize("merged", [True, False])
def test_a_whole_report_on_one_sheet(render: Callable[..., bytes], gaps: bool, merged: bool) -> None:
    figures = load_figures()["pingtan_2021"]
    drawn = dict(zip(("proactive", "requests", "disputes"), tables(figures), strict=True))
    blocks: list[Any] = ["某区2021年政府信息公开工作年度报告"]
    for key, lines in narrative(figures.agency, figures.year, figures).items():
        blocks += [*lines, drawn[key]] if key in drawn else lines
    document = read_document(render(blocks, gaps=gaps, merged=merged))
    found = read_tables(document)
    assert found.state == "parsed"
    assert {path: reading.raw for path, reading in found.cells.items()} == {
        path: figures.printed(path) for path in found.cells
    }
    if merged or gaps:
        assert [section.key for section in find_sections(document.body_blocks)] == [
            "overall",
            "proactive",
            "requests",
            "disputes",
            "problems",
            "other",
        ]


@both
def test_a_row_of_blank_figures_stays_in_its_table(write: Write) -> None:
    rows: list[list[Any]] = [
        ["第二十条第（八）项", None],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", None],
        [None, None],
        ["三、收到和处理政府信息公开申请情况", None],
        ["甲乙", "丙丁"],
        ["1", "2"],
    ]
    document = read_document(write(rows))
    assert read_tables(document).cells["proactive.administrative_fees.fees_collected_wanyuan"].status == "blank"
    assert _lines(document) == ["第二十条第（八）项", "三、收到和处理政府信息公开申请情况"]


@both
def test_an_empty_row_in_a_table_does_not_end_it(write: Write) -> None:
    rows: list[list[Any]] = [HEADER, ["规章", 1, 2, 3], [None], ["行政规范性文件", 4, 5, 6]]
    assert read_tables(read_document(write(rows))).cells["proactive.normative_documents.in_force"].value == 6


@both
def test_lines_in_one_cell_are_lines(write: Write) -> None:
    document = read_document(write([["一、总体情况\n全年公开信息12条。"], ["二、其他"]]))
    assert _lines(document) == ["一、总体情况", "全年公开信息12条。", "二、其他"]


@both
def test_a_table_may_stand_anywhere_on_its_sheet(write: Write) -> None:
    rows: list[list[Any]] = [[], [], [None, None, *HEADER], [None, None, "规章", 1, 2, 3]]
    document = read_document(write(rows))
    assert _grids(document) == [[HEADER, ["规章", "1", "2", "3"]]]
    assert document.blocks[0].place.endswith("!3")


def test_sheets_are_read_one_after_the_other() -> None:
    def prepare(sheet: Any) -> None:
        sheet.title = "一"
        sheet.parent.create_sheet("空")
        sheet.parent.create_sheet("二").append(["乙丙", "丁戊"])

    document = read_document(_xlsx([["甲"]], prepare))
    assert [block.place for block in document.blocks] == ["一!1", "二!1"]


def test_a_workbook_with_nothing_in_it_says_nothing() -> None:
    assert read_document(_xlsx([])).blocks == ()


def test_isos_strict_variant() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_xlsx([HEADER, ["规章", 1, 2, 3]]))) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for part in source.namelist():
            content = source.read(part).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            target.writestr(
                part,
                content.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
    assert _grids(read_document(buffer.getvalue())) == [[HEADER, ["规章", "1", "2", "3"]]]


# What is damaged or means harm


def test_a_sheet_that_claims_to_be_huge_and_one_that_is() -> None:
    claims = _changed(
        _xlsx([HEADER, ["规章", 1, 2, 3]]),
        "xl/worksheets/sheet1.xml",
        lambda sheet: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', sheet),
    )
    assert _grids(read_document(claims)) == [[HEADER, ["规章", "1", "2", "3"]]]
    huge = _changed(
        claims,
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    assert "cells" in _unreadable(huge)


@pytest.mark.parametrize("claim", [(0, 0xFFFFFFFF, 0, 4), (0, 2, 0, 0xFFFF), (0xFF000000, 2, 0, 4), (0, 2, 9, 4)])
def test_a_binary_workbook_that_claims_to_be_huge(claim: tuple[int, int, int, int]) -> None:
    data = _xls([HEADER, ["规章", 1, 2, 3]])
    at = data.index(b"\x00\x02\x0e\x00") + 4
    assert "extent" in _unreadable(data[:at] + struct.pack("<IIHH", *claim) + data[at + 12 :])


def test_a_binary_workbook_that_claims_texts_without_end() -> None:
    data = _xls([HEADER])
    at = data.index(b"\xfc\x00") + 8
    assert "texts" in _unreadable(data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :])


def test_merged_cells_over_everything() -> None:
    def prepare(sheet: Any) -> None:
        sheet["A1"] = "甲"

    data = _changed(
        _xlsx([["甲"], ["乙丙", "丁戊"]], prepare),
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    assert _lines(read_document(data)) == ["甲"]


def test_overlapping_merges_without_end() -> None:
    merges = '<mergeCell ref="A1:Z300"/>' * 3000
    data = _changed(
        _xlsx([["甲"] * 26] * 300),
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"),
    )
    assert any("larger" in note for note in read_document(data).notes)


def test_a_bomb_inside_a_workbook() -> None:
    data = _changed(
        _xlsx([["甲"]]),
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace("<sheetData>", " " * 70_000_000 + "<sheetData>"),
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, source.read(part))
    assert "larger" in _unreadable(packed.getvalue())


def test_an_encrypted_binary_workbook() -> None:
    data = _xls([["甲"]])
    # The record after the first BOF says that what follows is encrypted.
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    length = int.from_bytes(data[start + 2 : start + 4], "little")
    second = start + 4 + length
    assert "encrypted" in _unreadable(data[:second] + b"\x2f\x00" + data[second + 2 :])


@pytest.mark.parametrize("write", [_xlsx, _xls])
@pytest.mark.parametrize("keep", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_truncated_workbooks(write: Write, keep: float) -> None:
    data = write([HEADER, *[["规章", n, 2, 3] for n in range(400)]])
    try:
        document = read_document(data[: int(len(data) * keep)])
    except UnreadableError as error:
        assert str(error)  # noqa: PT017  either is right, and which one depends on where the cut falls
    else:
        assert _grids(document) in ([], [[HEADER, *[["规章", str(n), "2", "3"] for n in range(400)]]])


def test_a_zip_with_excels_names_and_nothing_else() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert _unreadable(buffer.getvalue())
