"""Word 97-2003 files: what Word, WPS and LibreOffice write, and what is left of damaged ones."""

import gzip
import struct
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document, sniff
from govreports.publication import Capture, Publication
from govreports.stages import process
from tests.cost import bounded_work
from tests.replica.figures import load_figures
from tests.replica.render import docx, report_docx, report_title, tables
from tests.replica.render.binary import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL_END,
    INNER_ROW_END,
    RAISED,
    ROW_END,
    SPECIAL,
    STRUCK,
    Para,
    Writing,
    depth,
    doc,
    row_definition,
    streams,
    word_file,
)
from tests.replica.render.compound import compound
from tests.trees import leaves

if TYPE_CHECKING:
    from tests.replica.render.layout import Table

CONVERTED = Path(__file__).parent / "libreoffice"
WRITINGS = [
    Writing(merges, narrow, distant, shift)
    for merges in ("edges", "flags", "modifiers")
    for narrow, distant in ((False, False), (True, True))
    for shift in ((), (0, 9, -12, 5))
]


@pytest.fixture(autouse=True)
def _without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this reader cannot read is unreadable here, wherever the tests run."""
    monkeypatch.setattr("shutil.which", lambda _name: None)


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def _told(document: Document) -> list[object]:
    """All that a document says, spans included, without its places."""
    told: list[object] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            told.append([[cell and tuple(cell) for cell in row] for row in block.rows])
        else:
            told.append(block.text if isinstance(block, Paragraph) else "picture")
    return told


def _tables(document: Document) -> list[object]:
    return [told for told in _told(document) if not isinstance(told, str)]


def _row(*texts: str, edges: Sequence[int] = (), flags: Sequence[int] = ()) -> list[Para]:
    edges = edges or [1000 * number for number in range(len(texts) + 1)]
    cells = [Para([(text, b"")], IN_TABLE, "\x07") for text in texts]
    return [*cells, Para([], IN_TABLE + ROW_END + row_definition(edges, flags), "\x07")]


def _read(*paragraphs: Para) -> Document:
    return read_document(word_file(paragraphs))


def _unreadable(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    assert caught.value.state == "unreadable"
    return str(caught.value)


# Whole reports


@pytest.mark.parametrize("writing", WRITINGS, ids=str)
def test_every_writing_says_the_same_as_docx(writing: Writing) -> None:
    figures = load_figures()["pingtan_2021"]
    first, second, third = tables(figures)
    blocks: list[str | Table] = ["总体情况𠮷 2021", first, "三、", second, "四、", third, "其他"]
    data = doc(["标题", *blocks], writing)
    assert sniff(data) == "application/msword"
    assert _told(read_document(data)) == _told(read_document(docx("标题", blocks)))


@pytest.mark.parametrize("name", ["pingtan_2021", "hengshui_sthjj_2020"])
def test_libreoffices_files_are_read_whole(name: str) -> None:
    data = gzip.decompress((CONVERTED / f"{name}.doc.gz").read_bytes())
    figures = load_figures()[name]
    document = read_document(data)
    assert document.reader == "doc"
    # The replica's sentences may have changed since; its forms and figures have not.
    assert _lines(document)[0] == report_title(figures)
    assert _tables(document) == _tables(read_document(report_docx(figures)))
    report = process(Publication(Capture("file:///report.doc", data)))
    read = {
        path: value
        for table, tree in report.tables.model_dump().items()
        if tree is not None
        for path, value in leaves(tree, table)
    }
    counts = {path: figures.number(path) for path in read if figures.number(path) is not None}
    assert len(counts) > 150
    assert {path: read[path] for path in counts} == counts


# Tables


def test_edges_that_rounding_moved_make_no_column() -> None:
    document = _read(
        *_row("甲", "乙", edges=(-108, 1992, 4010)),
        *_row("1", "2", "3", edges=(-103, 995, 2003, 4000)),
        Para([("后", b"")]),
    )
    assert _grids(document) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]


def test_narrow_cells_of_one_row_stay_apart() -> None:
    document = _read(*_row("甲", "乙", "丙", edges=(0, 30, 60, 2000)), *_row("1", "2", edges=(0, 60, 2000)))
    assert _grids(document) == [[["甲", "乙", "丙"], ["1", "1", "2"]]]


def test_rows_that_begin_further_right() -> None:
    document = _read(*_row("甲", "乙", "丙"), *_row("丁", "戊", edges=(1000, 2000, 3000)))
    assert _grids(document) == [[["甲", "乙", "丙"], [None, "丁", "戊"]]]


def test_a_merge_may_begin_anew_below_another() -> None:
    flags = ((0x60, 0), (0x20, 0), (0x60, 0), (0x20, 0))
    texts = (("甲", "1"), ("", "2"), ("乙", "3"), ("", "4"))
    document = _read(*(part for row, flag in zip(texts, flags, strict=True) for part in _row(*row, flags=flag)))
    assert _grids(document) == [[["甲", "1"], ["甲", "2"], ["乙", "3"], ["乙", "4"]]]


def test_a_merge_without_a_beginning_is_a_cell() -> None:
    assert _grids(_read(*_row("甲", "1", flags=(0x20, 0)))) == [[["甲", "1"]]]
    wider = _read(*_row("甲", "1", flags=(0x60, 0)), *_row("乙", flags=(0x20,), edges=(0, 2000)))
    assert _grids(wider) == [[["甲", "1"], ["乙", "乙"]]]


@pytest.mark.parametrize("flags", [(1, 2, 0), (2, 1, 0), (3, 1, 0)])
def test_both_ways_to_tell_which_merged_cell_is_the_first(flags: tuple[int, ...]) -> None:
    document = _read(*_row("甲", "", "乙", flags=flags), *_row("1", "2", "3"))
    assert _grids(document) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]


def test_figures_in_cells_that_are_merged_do_not_get_lost() -> None:
    assert _grids(_read(*_row("12", "13", flags=(1, 2)), *_row("1", "2"))) == [[["12 13", "12 13"], ["1", "2"]]]


def test_modifiers_that_change_a_row_after_its_definition() -> None:
    insert = struct.pack("<HBBh", 0x7621, 1, 2, 500)
    delete = struct.pack("<HBB", 0x5622, 0, 1)
    width = struct.pack("<HBBh", 0x7623, 0, 1, 2000)
    merge, split = struct.pack("<HBB", 0x5624, 0, 2), struct.pack("<HBB", 0x5625, 0, 2)
    cells = [Para([(text, b"")], IN_TABLE, "\x07") for text in ("甲", "乙", "丙")]
    end = Para(
        [], IN_TABLE + ROW_END + row_definition((0, 1000, 2000), ()) + insert + delete + width + merge + split, "\x07"
    )
    # Two cells, two more between them, the first away, the now first one 2000 wide.
    document = _read(*cells, end, *_row("1", "2", "3", edges=(0, 2000, 2500, 3500)))
    assert _grids(document) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_rows_whose_cells_do_not_fit_their_definition_are_not_trusted() -> None:
    for edges in ((0, 1000), (0, 1000, 2000, 3000), (0, 1000, 500)):
        document = _read(*_row("甲", "乙", edges=edges), *_row("1", "2"))
        (grid,) = (block for block in document.blocks if isinstance(block, Grid))
        assert not grid.spans
        assert _grids(document) == [[["甲", "乙"], ["1", "2"]]]


def test_a_row_without_an_end_is_not_trusted() -> None:
    document = _read(
        *_row("甲", "乙"), Para([("1", b"")], IN_TABLE, "\x07"), Para([("2", b"")], IN_TABLE), Para([("后", b"")])
    )
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert not grid.spans
    assert _lines(document) == ["后"]


def test_tables_longer_than_a_page_of_properties() -> None:
    count = 300
    document = _read(*(part for number in range(count) for part in _row(f"第{number}行", str(number))))
    assert _grids(document) == [[[f"第{number}行", str(number)] for number in range(count)]]


def test_the_widest_row_that_word_allows() -> None:
    texts = [str(number) for number in range(63)]
    document = _read(
        *_row(*texts, edges=[300 * number for number in range(64)], flags=[0x60] * 63), *_row("a", edges=(0, 18900))
    )
    assert _grids(document) == [[texts, ["a"] * 63]]


def test_cells_of_several_paragraphs_and_lines() -> None:
    cell = [Para([("本年新收", b"")], IN_TABLE), Para([("政府信息\x0b公开申请", b"")], IN_TABLE, "\x07")]
    end = Para([], IN_TABLE + ROW_END + row_definition((0, 1000), ()), "\x07")
    assert _grids(_read(*cell, end)) == [[["本年新收 政府信息 公开申请"]]]


def test_nested_tables_are_read_from_their_cells() -> None:
    inner = depth(2)
    document = _read(
        Para([("左", b"")], depth(1), "\x07"),
        Para([("甲", b"")], inner + INNER_CELL_END),
        Para([("乙", b"")], inner + INNER_CELL_END),
        Para([], inner + INNER_CELL_END + INNER_ROW_END + row_definition((0, 500, 1000), ())),
        Para([("右", b"")], depth(1), "\x07"),
        Para([], depth(1) + ROW_END + row_definition((0, 2000, 4000), ()), "\x07"),
        Para([("后", b"")]),
    )
    assert _told(document) == ["左", [[("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]], "右", "后"]


def test_a_frame_around_a_figure_is_no_table() -> None:
    framed = [Para([("12", b"")], depth(2) + INNER_CELL_END)]
    framed.append(Para([], depth(2) + INNER_CELL_END + INNER_ROW_END + row_definition((0, 500), ())))
    end = Para([], depth(1) + ROW_END + row_definition((0, 1000, 2000), ()), "\x07")
    document = _read(Para([("甲", b"")], depth(1), "\x07"), *framed, Para([], depth(1), "\x07"), end)
    assert _grids(document) == [[["甲", "12"]]]


def test_what_floats_over_cells() -> None:
    cells = [Para([("甲", b""), ("\x01", SPECIAL)], IN_TABLE, "\x07"), Para([("1\x08", SPECIAL)], IN_TABLE, "\x07")]
    end = Para([], IN_TABLE + ROW_END + row_definition((0, 1000, 2000), ()), "\x07")
    document = read_document(word_file([*cells, end], boxes=[(4, [Para([("2", b"")])])]))
    assert _told(document) == ["picture", "2", [[("甲", 0, 0, 1, 1), ("1 [2]", 0, 1, 1, 1)]]]


def test_rows_that_a_tracked_change_took_out() -> None:
    gone = Para([], IN_TABLE + ROW_END + row_definition((0, 1000, 2000), ()), "\x07", mark_look=DELETED)
    cells = [Para([(text, DELETED)], IN_TABLE, "\x07") for text in ("旧", "9")]
    assert _grids(_read(*_row("甲", "1"), *cells, gone, *_row("乙", "2"))) == [[["甲", "1"], ["乙", "2"]]]


# Text


@pytest.mark.parametrize(
    "look", [DELETED, HIDDEN, STRUCK, struct.pack("<HB", 0x2A53, 1), struct.pack("<HB", 0x083C, 0x81)]
)
def test_what_is_not_shown_is_no_text(look: bytes) -> None:
    assert _lines(_read(Para([("收到1", b""), ("2", look), ("件", b"")]))) == ["收到1件"]


@pytest.mark.parametrize(
    "look",
    [HIDDEN + struct.pack("<HB", 0x083C, 0), struct.pack("<HB", 0x0837, 0x80), STRUCK + struct.pack("<HB", 0x2A33, 0)],
)
def test_what_is_shown_after_all(look: bytes) -> None:
    assert _lines(_read(Para([("收到1", b""), ("2", look), ("件", b"")]))) == ["收到12件"]


def test_raised_characters_are_no_part_of_a_number() -> None:
    assert _lines(_read(Para([("收到1", b""), ("2", RAISED), ("件", b"")]))) == ["收到1 2 件"]


def test_characters_that_stand_for_something_else() -> None:
    text = "甲\x0b乙\x1e丙\x1f丁\xa0戊\t己\x02\x05庚"
    assert _lines(_read(Para([(text, b"")]))) == ["甲", "乙-丙丁 戊 己庚"]
    symbol = SPECIAL + struct.pack("<HHH", 0x6A09, 3, 0xF02D)
    assert _lines(_read(Para([("增加", b""), ("(", symbol), ("5", b"")]))) == ["增加\uf02d5"]


def test_fields_have_a_result_and_pages_no_number() -> None:
    def field(instruction: str, result: str) -> str:
        return f"\x13{instruction}\x14{result}\x15"

    link = field(' HYPERLINK "http://example.invalid/12" ', "见网站")
    nested = field(f" IF {field(' PAGE ', '3')} = 3 ", "真")
    page = field(" PAGE  \\* MERGEFORMAT ", "7")
    text = f"甲{link}乙{page}丙{nested}丁{field('PAGEREF x', '9')}"
    assert _lines(_read(Para([(text, b"")]))) == ["甲见网站乙丙真丁9"]


def test_a_field_without_an_end_hides_its_cell_only() -> None:
    document = _read(*_row("甲\x13 PAGE 9", "1"), *_row("乙", "2"))
    assert _grids(document) == [[["甲", "1"], ["乙", "2"]]]
    assert "fields do not end" in _unreadable(word_file([Para([("\x13" * 500, b"")])]))


def test_pictures_and_what_only_looks_like_one() -> None:
    data = SPECIAL + struct.pack("<HB", 0x0806, 1)
    document = _read(Para([("图", b""), ("\x01", SPECIAL), ("\x01", data), ("\x01", b""), ("\x01", SPECIAL + DELETED)]))
    assert [type(block) for block in document.blocks] == [Paragraph, Image]


def test_text_boxes_stand_where_they_are_anchored() -> None:
    body = [Para([("前", b"")]), Para([("\x08", SPECIAL), ("中", b"")]), Para([("后\x08", SPECIAL)])]
    box = [Para([("框", b"")]), *_row("甲", "1"), Para([("", b"")])]
    document = read_document(word_file(body, boxes=[(2, box)]))
    assert _told(document) == ["前", "中", "框", [[("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1)]], "后", "picture"]


def test_text_boxes_that_are_anchored_nowhere_are_read_for_their_tables() -> None:
    boxes = [(0, [Para([("页边", b"")])]), (0, _row("甲", "1"))]
    parts = streams([Para([("文", b"")])], boxes=boxes)
    main = bytearray(parts["WordDocument"])
    struct.pack_into("<I", main, 0x9A + 8 * 40 + 4, 0)  # no shapes
    document = read_document(compound({**parts, "WordDocument": bytes(main)}))
    assert _told(document) == ["文", [[("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1)]]]


def test_pieces_in_chinese_bytes() -> None:
    text = "收到申请12件"
    raw = text.encode("gb2312") + b"\r"
    parts = streams([Para([("x" * (len(raw) - 1), b"")])], Writing(narrow=True))
    main = bytearray(parts["WordDocument"])
    main[1024 : 1024 + len(raw)] = raw
    assert _lines(read_document(compound({**parts, "WordDocument": bytes(main)}))) == [text]
    main[1024 : 1024 + len(raw)] = b"\x93x\x94".ljust(len(raw) - 1) + b"\r"
    assert _lines(read_document(compound({**parts, "WordDocument": bytes(main)}))) == ["“x”"]


def _with_piece_modifier(modifier: int, lists: bytes = b"") -> bytes:
    parts = streams([Para([("字", b"")])])
    main, table = bytearray(parts["WordDocument"]), parts["1Table"]
    offset, length = struct.unpack_from("<II", main, 0x9A + 8 * 33)
    pieces = bytearray(table[offset : offset + length])
    struct.pack_into("<H", pieces, len(pieces) - 2, modifier)
    struct.pack_into("<II", main, 0x9A + 8 * 33, len(table), len(lists) + len(pieces))
    return compound({**parts, "WordDocument": bytes(main), "1Table": table + lists + bytes(pieces)})


def test_what_quick_saves_add_to_pieces() -> None:
    assert _lines(read_document(_with_piece_modifier(0))) == ["字"]
    assert _lines(read_document(_with_piece_modifier(1 << 8 | 0x5C << 1))) == []
    assert _lines(read_document(_with_piece_modifier(1, struct.pack("<BH", 1, 3) + HIDDEN))) == []
    assert "properties that are not there" in _unreadable(_with_piece_modifier(3))


# What cannot be read


def test_encrypted_files_say_so() -> None:
    assert "encrypted" in _unreadable(word_file([Para([("x", b"")])], flags=0x0100))


@pytest.mark.parametrize(("version", "mark", "name"), [(104, 0xA5DC, "Word 95"), (101, 0xA5EC, "Word 6")])
def test_files_of_older_versions_ask_for_libreoffice(version: int, mark: int, name: str) -> None:
    message = _unreadable(word_file([Para([("x", b"")])], version=version, mark=mark))
    assert name in message
    assert "LibreOffice" in message


def test_cells_outside_of_tables_are_not_believed() -> None:
    assert "in no table" in _unreadable(word_file([Para([("1", b"")], b"", "\x07")]))


def test_absurd_claims_are_not_believed() -> None:
    deep = Para([("1", b"")], depth(2_000_000), "\x07")
    assert "deep" in _unreadable(word_file([deep]))
    parts = streams([Para([("一二三", b"")])])
    main = bytearray(parts["WordDocument"])
    for offset, value in (
        (0x4C, 2**31 - 1),
        (0x4C, -5),
        (0x9A + 8 * 33, 2**32 - 1),
        (0x9A + 8 * 12 + 4, 2**32 - 1),
        (32, 0xFFFF),
    ):
        changed = bytearray(main)
        struct.pack_into("<I", changed, offset, value & 0xFFFFFFFF)
        assert "Word file" in _unreadable(compound({**parts, "WordDocument": bytes(changed)}))


def _outcome(data: bytes) -> Document | None:
    """The document, or None where it is unreadable; nothing else may happen, and nothing may take long."""
    with bounded_work():
        try:
            return read_document(data)
        except UnreadableError:
            return None


def test_cut_off_files_end_in_order() -> None:
    data = gzip.decompress((CONVERTED / "pingtan_2021.doc.gz").read_bytes())
    whole = _told(read_document(data))
    for length in range(1024, len(data), 1024):
        document = _outcome(data[:length])
        assert document is None or _told(document) == whole


@pytest.mark.parametrize("seed", range(6))
def test_files_with_flipped_bytes_end_in_order(seed: int) -> None:
    dice = Random(seed)
    whole = doc(["标题", *tables(load_figures()["pingtan_2021"])], WRITINGS[seed % len(WRITINGS)])
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 5, 50])):
            data[dice.randrange(len(data) if dice.randrange(2) else 2048)] = dice.randrange(256)
        _outcome(bytes(data))


def test_sectors_that_go_round_in_circles() -> None:
    data = bytearray(word_file([Para([("x", b"")])]))
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for sector in range(20):
        changed = bytearray(data)
        struct.pack_into("<I", changed, table + 4 * sector, max(0, sector - 3))
        _outcome(bytes(changed))
    # A list of tables of sectors that goes round in circles, and is said to be as long as that allows.
    struct.pack_into("<I", data, 44, 2**31)
    struct.pack_into("<II", data, 68, 0, (2**31 - 109 + 126) // 127)
    assert "makes no sense" in _unreadable(bytes(data))


def test_pages_of_properties_that_are_listed_over_and_over() -> None:
    parts = streams([Para([("x", b"")])])
    main = bytearray(parts["WordDocument"])
    table = parts["1Table"]
    count = 400_000
    struct.pack_into("<II", main, 0x9A + 8 * 12, len(table), 8 * count + 4)
    listed = struct.pack("<I", 0) * (count + 1) + struct.pack("<I", 3) * count
    assert "more pages" in _unreadable(compound({"WordDocument": bytes(main), "1Table": table + listed}))


def test_reading_takes_time_in_proportion_to_length() -> None:
    def seconds(rows: int) -> float:
        data = word_file([part for number in range(rows) for part in _row("行", str(number))])
        begun = time.process_time()
        read_document(data)
        return time.process_time() - begun

    seconds(100)
    # Eight times as much; the square of that would be 64 times as long.
    assert seconds(8000) < 24 * max(seconds(1000), 0.02)
