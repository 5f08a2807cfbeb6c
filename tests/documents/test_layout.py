"""Pages of fragments and rules into paragraphs and tables, drawn here stroke by stroke."""

from collections.abc import Iterable, Sequence

import pytest

from govreports.documents.layout import Box, Fragment, Page, Rule, lay_out, to_blocks
from govreports.documents.layout.glyphs import Glyph, to_fragments
from govreports.documents.layout.lattice import lattices
from govreports.documents.layout.strokes import Path, rules_of
from govreports.documents.model import BlockItem, Grid, Image, Paragraph

EM = 10.0


def fragment(x: float, y: float, text: str, *, size: float = EM, known: bool = True) -> Fragment:
    """*text* with its upper left corner at (*x*, *y*), Latin characters half as wide as Chinese ones."""
    spans: list[tuple[float, float]] = []
    for character in text:
        wide = size if character >= "\u2e80" else size / 2
        spans.append((x, x + wide))
        x += wide
    return Fragment(text, Box(spans[0][0], y, x, y + size), tuple(spans) if known else ())


def across(y: float, left: float, right: float) -> Rule:
    return Rule(Box(left, y, right, y))


def down(x: float, top: float, bottom: float) -> Rule:
    return Rule(Box(x, top, x, bottom))


def frame(columns: Sequence[float], rows: Sequence[float]) -> list[Rule]:
    return [
        *(across(y, columns[0], columns[-1]) for y in rows),
        *(down(x, rows[0], rows[-1]) for x in columns),
    ]


def page(fragments: Iterable[Fragment], rules: Iterable[Rule] = (), number: int = 1, **more: tuple[Box, ...]) -> Page:
    return Page(number, 600, 800, tuple(fragments), tuple(rules), **more)


def texts(blocks: Iterable[BlockItem]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def rows(block: BlockItem) -> list[list[str | None]]:
    assert isinstance(block, Grid)
    assert block.spans
    return [[None if cell is None else cell.text for cell in row] for row in block.rows]


def table(columns: Sequence[float], tops: Sequence[float], cells: Sequence[Sequence[str]]) -> list[Fragment]:
    return [
        fragment(columns[c] + 2, tops[r] + 4, text) for r, row in enumerate(cells) for c, text in enumerate(row) if text
    ]


# Frames

COLUMNS, ROWS = (50.0, 150.0, 250.0), (100.0, 120.0, 140.0)


def _dotted() -> list[Rule]:
    dots = [Box(50 + 2.0 * n, y, 50.5 + 2.0 * n, y + 0.5) for y in ROWS for n in range(100)]
    dots += [Box(x, 100 + 2.0 * n, x + 0.5, 100.5 + 2.0 * n) for x in COLUMNS for n in range(20)]
    return list(map(Rule, dots))


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(frame(COLUMNS, ROWS), id="strokes"),
        pytest.param([Rule(Box(*(v - 0.5 for v in r.box[:2]), *(v + 0.5 for v in r.box[2:]))) for r in frame(COLUMNS, ROWS)], id="thin rectangles"),
        pytest.param(
            [across(y, a, b) for y in ROWS for a, b in ((50, 99), (101, 148), (151, 250))]
            + [down(x, a, b) for x in COLUMNS for a, b in ((101, 119), (122, 140))],
            id="pieces with gaps",
        ),
        pytest.param([*frame(COLUMNS, ROWS), *frame([51.5, 151, 251.5], [101.5, 121, 141.5])], id="double lines"),
        pytest.param(
            [across(100, 50, 150), across(101.5, 150, 250), *frame(COLUMNS, ROWS)[1:]], id="lines slightly off"
        ),
        pytest.param(_dotted(), id="dots"),
        pytest.param([*frame(COLUMNS, ROWS)[:3], down(150, 100, 140)], id="open on the left and right"),
        pytest.param(frame(COLUMNS, ROWS)[:2] + [down(x, 100, 140) for x in COLUMNS], id="open below"),
    ],
)  # fmt: skip
def test_frames_are_found_however_they_are_drawn(rules: list[Rule]) -> None:
    (lattice,) = lattices(rules)
    assert [(slot.row, slot.column, slot.rowspan, slot.colspan) for slot in lattice.slots] == [
        (0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip
    assert lattice.box == pytest.approx((50, 100, 250, 140), abs=2)


def test_slots_without_a_line_between_them_are_one() -> None:
    columns, heights = (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0, 60.0)
    rules = [
        across(0, 0, 300), across(20, 100, 300), across(40, 100, 300), across(60, 0, 300),
        down(0, 0, 60), down(100, 0, 60), down(200, 20, 60), down(300, 0, 60),
    ]  # fmt: skip
    (lattice,) = lattices(rules)
    assert lattice.columns == columns
    assert lattice.rows == heights
    assert [(slot.row, slot.column, slot.rowspan, slot.colspan) for slot in lattice.slots] == [
        (0, 0, 3, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


def test_an_underline_is_no_table_and_a_drawing_has_none() -> None:
    assert lattices([across(100, 50, 200)]) == []
    assert lattices([across(n / 7, n % 90, n % 90 + 9) for n in range(30_000)]) == []


def test_paths_are_lines_where_they_are_straight_and_thin() -> None:
    rectangle = Path([(0, 0)])
    for corner in ((100.0, 0.0), (100.0, 50.0), (0.0, 50.0)):
        rectangle.line_to(corner)
    rectangle.close()
    assert len(list(rules_of([rectangle], stroked=True, filled=False))) == 4
    assert list(rules_of([rectangle], stroked=False, filled=True)) == []
    round_path = Path([(0, 0)])
    round_path.curve_to((100, 0))
    assert list(rules_of([round_path], stroked=True, filled=True)) == []
    thin = Path([(0, 0)])
    for corner in ((100.0, 0.0), (100.0, 0.5), (0.0, 0.5)):
        thin.line_to(corner)
    assert [rule.is_horizontal for rule in rules_of([thin], stroked=False, filled=True)] == [True]


# Characters


def glyphs(text: str, x: float, y: float = 0, step: float = 5) -> list[Glyph]:
    return [Glyph(character, x + n * step, y, x + n * step + 5, y + 10) for n, character in enumerate(text)]


def test_characters_make_fragments_and_gaps_part_them() -> None:
    assert [f.text for f in to_fragments(glyphs("12", 0) + glyphs("34", 60))] == ["12", "34"]
    assert [f.text for f in to_fragments(glyphs("34", 60, 50) + glyphs("12", 0))] == ["12", "34"]


def test_characters_drawn_twice_to_look_bold_are_read_once() -> None:
    doubled = glyphs("规章", 0, step=5) + glyphs("规章", 0.4, step=5)
    assert [f.text for f in to_fragments(doubled)] == ["规章"]
    assert [f.text for f in to_fragments(glyphs("11", 0) + glyphs("11", 0.3))] == ["11"]


def test_a_space_between_digits_is_kept_and_so_is_one_figure_over_another() -> None:
    narrow = [Glyph("1", 0, 0, 5, 10), Glyph(" ", 5, 0, 6.5, 10), Glyph("2", 6.5, 0, 11.5, 10)]
    assert [f.text for f in to_fragments(narrow)] == ["1 2"]
    over = [Glyph("5", 0, 0, 5, 10), Glyph("8", 0.5, 0, 5.5, 10)]
    assert [f.text for f in to_fragments(over)] == ["5 8"]


# Tables


def test_wrapped_and_vertical_labels_are_one_text() -> None:
    columns, heights = (0.0, 14.0, 120.0, 160.0), (100.0, 180.0)
    vertical = [fragment(2, 105 + 11 * n, character) for n, character in enumerate("办理结果")]
    inside = [
        fragment(16, 120, "要求行政机关确认或"),
        fragment(16, 132, "重新出具已获取信息"),
        fragment(122, 130, "12"),
    ]
    (block,) = to_blocks([page(vertical + inside, frame(columns, heights))])
    assert rows(block) == [["办理结果", "要求行政机关确认或重新出具已获取信息", "12"]]


def test_text_that_reaches_over_a_border_stays_in_its_cell() -> None:
    wide = fragment(52, 104, "本年制发件数现行", size=10)._replace(box=Box(52, 104, 151.5, 114), spans=())
    (block,) = to_blocks([page([wide, fragment(152, 124, "5"), fragment(52, 124, "规章")], frame(COLUMNS, ROWS))])
    assert rows(block) == [["本年制发件数现行", ""], ["规章", "5"]]


def test_texts_of_two_cells_that_touch_are_parted_at_the_border() -> None:
    run = fragment(130, 104, "总计其他")
    (block,) = to_blocks([page([run, *table(COLUMNS, ROWS, [("", ""), ("1", "2")])], frame(COLUMNS, ROWS))])
    assert rows(block)[0] == ["总计", "其他"]


def test_digits_that_run_over_a_border_are_torn_and_noted() -> None:
    flow = lay_out([page([fragment(140, 104, "1234"), fragment(52, 124, "规章")], frame(COLUMNS, ROWS))])
    assert rows(flow.blocks[0])[0] == ["12 34", "12 34"]
    assert any("1234" in note for note in flow.notes)
    known = fragment(140, 104, "1234", known=False)
    assert rows(lay_out([page([known], frame(COLUMNS, ROWS))]).blocks[0])[0] == ["12 34", "12 34"]


def test_a_figure_on_the_border_between_two_rows_is_neithers() -> None:
    flow = lay_out([page([fragment(160, 115, "7"), fragment(52, 124, "规章")], frame(COLUMNS, ROWS))])
    assert rows(flow.blocks[0]) == [["", "7\ufffd"], ["规章", "7\ufffd"]]
    assert flow.notes


def test_two_numbers_in_one_cell_stay_two() -> None:
    (block,) = to_blocks([page([fragment(52, 102, "12"), fragment(52, 126, "34")], frame(COLUMNS, (100, 140)))])
    assert rows(block)[0][0] == "12 34"


def test_a_row_that_ends_early_lacks_a_cell() -> None:
    rules = [
        across(100, 50, 350), across(120, 50, 350), across(140, 50, 350), across(160, 50, 350),
        down(50, 100, 160), down(150, 100, 160), down(250, 100, 160), down(350, 100, 120), down(350, 140, 160),
    ]  # fmt: skip
    cells = [("甲", "乙", "丙"), ("规章", "1", ""), ("行政规范性文件", "2", "3")]
    (block,) = to_blocks([page(table((50, 150, 250), (100, 120, 140), cells), rules)])
    assert rows(block)[1] == ["规章", "1", None]


# Pages

HEADER = ("信息内容", "本年制发件数")


def pages_of(*tables: Sequence[Sequence[str]], groups: bool = False) -> list[Page]:
    made = []
    for number, cells in enumerate(tables, 1):
        columns = [50.0 + 100 * n for n in range(len(cells[0]) + 1)]
        tops = [100.0 + 20 * n for n in range(len(cells) + 1)]
        rules = frame(columns, tops)
        if groups:
            rules = [across(tops[0], columns[0], columns[-1]), across(tops[-1], columns[0], columns[-1])]
            rules += [across(y, columns[1], columns[-1]) for y in tops[1:-1]]
            rules += [down(x, tops[0], tops[-1]) for x in columns]
        made.append(page(table(columns, tops, cells), rules, number))
    return made


def test_a_table_that_goes_on_is_one() -> None:
    (block,) = to_blocks(pages_of([HEADER, ("规章", "1")], [("行政规范性文件", "2")]))
    assert rows(block) == [list(HEADER), ["规章", "1"], ["行政规范性文件", "2"]]


def test_headers_that_every_page_repeats_are_left_out() -> None:
    (block,) = to_blocks(pages_of([HEADER, ("规章", "1")], [HEADER, ("行政规范性文件", "2")]))
    assert rows(block) == [list(HEADER), ["规章", "1"], ["行政规范性文件", "2"]]


def test_the_rest_of_a_row_that_the_page_cut_belongs_to_it() -> None:
    (block,) = to_blocks(pages_of([HEADER, ("行政规范性规范性文", "1")], [("件", ""), ("规章", "2")]))
    assert rows(block) == [list(HEADER), ["行政规范性规范性文件", "1"], ["规章", "2"]]


def test_a_row_of_blanks_is_no_rest_of_the_row_before() -> None:
    (block,) = to_blocks(pages_of([HEADER, ("规章", "1")], [("行政许可", ""), ("行政强制", "2")]))
    assert rows(block)[1:] == [["规章", "1"], ["行政许可", ""], ["行政强制", "2"]]


@pytest.mark.parametrize("again", ["", "办理结果"])
def test_a_group_that_the_page_cut_is_one_cell(again: str) -> None:
    above = [("办理结果", "（一）予以公开", "1"), ("", "（二）部分公开", "2")]
    below = [(again, "（三）不予公开", "3"), ("", "（四）无法提供", "4")]
    (block,) = to_blocks(pages_of(above, below, groups=True))
    assert rows(block) == [["办理结果", *row[1:]] for row in (*above, *below)]
    assert isinstance(block, Grid)
    assert block.rows[0][0] is block.rows[3][0]


def test_a_row_and_its_group_that_the_page_cut_in_the_middle_of_a_label() -> None:
    above = [("（四）无法提供政府", "1.本机关不掌握相关", "7")]
    below = [("信息", "政府信息", ""), ("", "2.没有现成信息", "8")]
    (block,) = to_blocks(pages_of(above, below, groups=True))
    group = "（四）无法提供政府信息"
    assert rows(block) == [[group, "1.本机关不掌握相关政府信息", "7"], [group, "2.没有现成信息", "8"]]


def test_figures_are_never_joined_over_a_page() -> None:
    (block,) = to_blocks(pages_of([HEADER, ("行政规范性规范性文", "1")], [("件", "2")]))
    assert rows(block)[1:] == [["行政规范性规范性文", "1"], ["件", "2"]]


def test_tables_of_other_widths_stay_apart() -> None:
    first, second = pages_of([HEADER, ("规章", "1")], [("甲", "乙", "丙")])
    assert len(to_blocks([first, second])) == 2


@pytest.mark.parametrize("number", ["- 4 -", "— 5 —", "第3页", "第 3 页 共 9 页", "3/9", "－ 7 －"])
def test_page_numbers_are_left_out(number: str) -> None:
    assert texts(to_blocks([page([fragment(50, 300, "正文。"), fragment(280, 770, number)])])) == ["正文。"]


def test_bare_numbers_are_the_pages_only_where_they_count_them() -> None:
    made = [page([fragment(50, 300, "正文。"), fragment(280, 770, str(n))], number=n) for n in (1, 2, 3)]
    assert texts(to_blocks(made)) == ["正文。"] * 3
    figure = [page([fragment(50, 300, "行政许可"), fragment(280, 770, "550")], number=2)]
    assert texts(to_blocks(figure)) == ["行政许可", "550"]


def test_a_page_number_between_the_rows_of_a_table_is_left_out() -> None:
    first, second = pages_of([HEADER, ("规章", "1")], [("行政规范性文件", "2")])
    numbered = [page([*p.fragments, fragment(290, 770, f"- {p.number} -")], p.rules, p.number) for p in (first, second)]
    assert len(to_blocks(numbered)) == 1


def test_running_heads_are_left_out() -> None:
    made = [
        page([fragment(50, 20, "某市某局政府信息公开工作年度报告"), fragment(50, 300, body)], number=n)
        for n, body in enumerate(("第一段。", "第二段。"), 1)
    ]
    assert texts(to_blocks(made)) == ["第一段。", "第二段。"]


# Text


def test_lines_are_joined_into_paragraphs_and_headings_stay_apart() -> None:
    full = "字" * 50
    made = [
        fragment(70, 100, "一、总体情况"),
        fragment(70, 120, "字" * 48),
        fragment(50, 140, full),
        fragment(50, 160, "末。"),
        fragment(70, 180, "二、主动公开政府信息情况"),
        fragment(70, 200, "又一段。"),
    ]
    assert texts(to_blocks([page(made)])) == [
        "一、总体情况", "字" * 48 + full + "末。", "二、主动公开政府信息情况", "又一段。",
    ]  # fmt: skip


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page([fragment(70, 680, "甲" * 48), fragment(50, 700, "乙" * 50)])
    second = page([fragment(50, 100, "丙" * 50), fragment(50, 120, "丁。")], number=2)
    assert texts(to_blocks([first, second])) == ["甲" * 48 + "乙" * 50 + "丙" * 50 + "丁。"]


def test_rows_without_lines_stay_rows_with_spaces() -> None:
    made = [
        fragment(50 + 150 * c, 100 + 20 * r, t) for r, row in enumerate(["甲乙丙", "123"]) for c, t in enumerate(row)
    ]
    assert texts(to_blocks([page(made)])) == ["甲 乙 丙", "1 2 3"]


def test_a_box_around_text_is_no_table() -> None:
    (block,) = to_blocks([page([fragment(60, 105, "说明")], frame((50, 300), (100, 120)))])
    assert isinstance(block, Paragraph)


def test_a_border_around_the_page_hides_no_table() -> None:
    inner = table(COLUMNS, ROWS, [("规章", "1"), ("行政规范性文件", "2")])
    made = page([fragment(60, 60, "正文。"), *inner], [*frame((20, 580), (20, 780)), *frame(COLUMNS, ROWS)])
    assert [type(block) for block in to_blocks([made])] == [Paragraph, Grid]


def test_pictures_stand_in_order_and_backgrounds_are_none() -> None:
    shown = page(
        [fragment(50, 100, "上"), fragment(50, 500, "下")], pictures=(Box(50, 200, 400, 400), Box(0, 0, 600, 800))
    )
    assert [type(block) for block in to_blocks([shown])] == [Paragraph, Image, Paragraph]
