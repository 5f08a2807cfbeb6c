"""Plain text: tables with tabs, with bars, one cell a line, with spaces; blank cells in each."""

import pytest

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document
from govreports.reading.tables import read_tables


def _read(text: str) -> Document:
    return read_document(text.encode())


def _grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row if cell is not None] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


_HEAD = "第二十条第（一）项"
_COLUMNS = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def _values(text: str) -> dict[str, tuple[int | float | None, str | None]]:
    found = read_tables(_read(text))
    return {
        path.removeprefix("proactive."): (r.value, r.status)
        for path, r in found.cells.items()
        if r.status or r.value is not None
    }


def test_a_tab_begins_a_cell_and_an_empty_line_ends_a_row() -> None:
    document = _read("前言\n\t规章\n\t3\n\t\n\t5\n\n\t行政规范性文件\n\t1\n\t2\n\t3\n\n后记\n")
    assert _grids(document) == [[["规章", "3", "", "5"], ["行政规范性文件", "1", "2", "3"]]]
    assert _lines(document) == ["前言", "后记"]


def test_a_cell_goes_on_without_a_tab() -> None:
    assert _grids(_read("\t行政规\n范性文件\n\t1\n\n")) == [[["行政规范性文件", "1"]]]


def test_bars_separate_cells() -> None:
    document = _read("| 规章 | 3 | | 5 |\n|---|---|---|---|\n| 行政规范性文件 | 1 | 2 | 3 |\n后记")
    assert _grids(document) == [[["规章", "3", "", "5"], ["行政规范性文件", "1", "2", "3"]]]
    assert _lines(document) == ["后记"]


def test_bars_without_a_border() -> None:
    assert _grids(_read("规章 | 3 | | 5\n行政规范性文件 | 1 | 2 | 3")) == [
        [["规章", "3", "", "5"], ["行政规范性文件", "1", "2", "3"]]
    ]


def test_line_ends_of_every_system() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert _lines(_read(f"一、总体情况{end}正文{end}")) == ["一、总体情况", "正文"]


def test_pictures_and_bookmarks_of_converters() -> None:
    document = _read("[bookmark: _Toc1]# 一、总体情况\n[image: media/a.png]\n![图](b.png)\n<!-- 注 -->正文")
    assert [block.source for block in document.blocks if isinstance(block, Image)] == ["media/a.png", "b.png"]
    assert "正文" in _lines(document)
    assert "一、总体情况" in _lines(document)


def test_nothing_but_space_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        _read("\ufeff \n")
    with pytest.raises(UnreadableError):
        read_document(b"ab\x00cd")


def _table(layout: str, *rows: tuple[str, ...]) -> str:
    every = (_COLUMNS, *rows)
    if layout == "tabs":
        return "\t" + _HEAD + "\n\n" + "\n\n".join("\n".join("\t" + cell for cell in row) for row in every) + "\n\n"
    if layout == "bars":
        return "\n".join("| " + " | ".join(row) + " |" for row in every) + "\n"
    if layout == "lines":
        return "\n".join(cell for row in every for cell in row if cell) + "\n"
    if layout == "tsv":
        return "\n".join("\t".join(row) for row in every) + "\n"
    return "\n".join(" ".join(row) for row in every) + "\n"


@pytest.mark.parametrize("layout", ["tabs", "bars", "lines", "spaces", "tsv"])
def test_a_small_table_in_each_layout(layout: str) -> None:
    text = _table(layout, ("规章", "3", "4", "5"), ("行政规范性文件", "12", "0", "130"))
    assert _values(text) == {
        "rules.issued_this_year": (3, None),
        "rules.repealed_this_year": (4, None),
        "rules.in_force": (5, None),
        "normative_documents.issued_this_year": (12, None),
        "normative_documents.repealed_this_year": (0, None),
        "normative_documents.in_force": (130, None),
    }


@pytest.mark.parametrize("layout", ["tabs", "bars"])
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_blank_cells_are_blank_where_the_layout_shows_them(layout: str, blank: int) -> None:
    cells = ["3", "4", "5"]
    cells[blank] = ""
    values = _values(_table(layout, ("规章", *cells), ("行政规范性文件", "12", "0", "130")))
    keys = ("rules.issued_this_year", "rules.repealed_this_year", "rules.in_force")
    for number, key in enumerate(keys):
        assert values[key] == ((None, "blank") if number == blank else (3 + number, None))
    assert values["normative_documents.in_force"] == (130, None)


@pytest.mark.parametrize("layout", ["lines", "spaces"])
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_hidden_blank_cell_leaves_its_row_open(layout: str, blank: int) -> None:
    cells = ["3", "4", "5"]
    cells[blank] = ""
    values = _values(_table(layout, ("规章", *cells), ("行政规范性文件", "12", "0", "130")))
    for key in ("rules.issued_this_year", "rules.repealed_this_year", "rules.in_force"):
        assert values[key][0] is None
        assert values[key][1] == "ambiguous"
    assert values["normative_documents.issued_this_year"] == (12, None)


@pytest.mark.parametrize("layout", ["bars", "tabs"])
def test_a_row_with_a_cell_too_few_is_not_filled_up_from_the_left(layout: str) -> None:
    """Which cell is missing cannot be told, unless all the row's cells are as many as its neighbours'."""
    values = _values(_table(layout, ("规章", "3", "5"), ("行政规范性文件", "12", "0", "130")))
    assert values.get("rules.repealed_this_year", (None, None))[0] is None


def test_figures_that_stand_on_one_line_are_not_one_figure() -> None:
    for line in ("12 5", "12\t5", "12　5"):
        text = f"信息内容\n本年处理决定数量\n行政处罚\n{line}\n行政强制\n7\n本年收费金额（单位：万元）\n行政事业性收费\n1\n"
        values = _values(text)
        assert values.get("administrative_penalty.decisions_this_year", (None, None))[0] is None


def test_table_four_with_its_figures_on_one_line() -> None:
    header = (
        "行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n未经复议直接起诉\n复议后起诉\n"
        + "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n" * 2
    )
    found = read_tables(_read(header + " ".join(str(number) for number in range(1, 16)) + "\n"))
    assert [reading.value for reading in found.cells.values()] in ([*range(1, 16)], [None] * 15)
    assert [reading.value for reading in found.cells.values()] == [*range(1, 16)]


def test_rows_that_begin_with_a_lone_bar() -> None:
    text = (
        "之前\n| \n   规章  | \n    \n   0  | \n      \n   12  | \n| \n   文件 | \n 3 | \n | \n | \n 合计 | ||\n之后\n"
    )
    document = _read(text)
    assert _lines(document) == ["之前", "之后"]
    assert _grids(document) == [[["规章", "0", "12"], ["文件", "3", ""], ["合计", "", ""]]]
