"""RTF as Word, WPS and LibreOffice write it, and what is left of damaged files."""

import gzip
import time
from contextlib import suppress
from itertools import product
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
from tests.replica.render.rtf import RtfText, rtf
from tests.trees import leaves

if TYPE_CHECKING:
    from tests.replica.render.layout import Table

CONVERTED = Path(__file__).parent / "libreoffice"
TEXTS: tuple[RtfText, ...] = ("unicode", "bytes", "bare")


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


def _read(content: str, head: str = r"\ansi\ansicpg936\deff0\uc2{\fonttbl{\f0\fcharset134 SimSun;}}") -> Document:
    # Read back by the Chinese code page: what stands in the test is what a writer of bytes writes.
    return read_document(rf"{{\rtf1{head} {content}}}".encode("gb18030"))


def _lines(content: str, head: str = r"\ansi\ansicpg936\deff0\uc2{\fonttbl{\f0\fcharset134 SimSun;}}") -> list[str]:
    return [block.text for block in _read(content, head).blocks if isinstance(block, Paragraph)]


def _grids(content: str) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in _read(content).blocks
        if isinstance(block, Grid)
    ]


def _row(*cells: str, edges: str) -> str:
    return rf"\trowd\trleft0{edges}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row\pard "


def _unreadable(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    assert caught.value.media_type == "application/rtf"
    return str(caught.value)


# Whole reports


@pytest.mark.parametrize(("text", "merges", "shift"), list(product(TEXTS, (False, True), ((), (0, 9, -12, 5)))))
def test_every_writing_says_the_same_as_docx(text: RtfText, merges: bool, shift: tuple[int, ...]) -> None:
    first, second, third = tables(load_figures()["pingtan_2021"])
    blocks: list[str | Table] = ["总体情况𠮷 二〇二一 {\\}", first, "三、", second, "四、", third, "其他"]
    data = rtf(["标题", *blocks], text=text, merges=merges, shift=shift)
    assert sniff(data) == "application/rtf"
    assert _told(read_document(data)) == _told(read_document(docx("标题", blocks)))


@pytest.mark.parametrize("name", ["pingtan_2021", "hengshui_sthjj_2020"])
def test_libreoffices_files_are_read_whole(name: str) -> None:
    data = gzip.decompress((CONVERTED / f"{name}.rtf.gz").read_bytes())
    figures = load_figures()[name]
    document = read_document(data)
    # The replica's sentences may have changed since; its forms and figures have not.
    assert _told(document)[0] == report_title(figures)
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


def test_rows_whose_cells_are_stated_after_them() -> None:
    row = r"\pard\intbl 甲\cell 乙\cell{\trowd\trleft0\cellx1000\cellx2000\row}\pard 后\par"
    assert _grids(row) == [[["甲", "乙"]]]
    assert _lines(row) == ["后"]


def test_merged_cells() -> None:
    edges = r"\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000"
    below = r"\clvmrg\cellx1000\cellx2000\cellx3000"
    document = _grids(_row("甲", "乙", "", edges=edges) + _row("", "1", "2", edges=below))
    assert document == [[["甲", "乙", "乙"], ["甲", "1", "2"]]]


def test_figures_in_cells_that_are_merged_do_not_get_lost() -> None:
    assert _grids(_row("12", "13", edges=r"\clmgf\cellx1000\clmrg\cellx2000")) == [[["12 13"]]]


def test_rows_whose_cells_do_not_fit_their_statement_are_not_trusted() -> None:
    for edges in (r"\cellx1000", r"\cellx1000\cellx2000\cellx3000", r"\cellx1000\cellx500", ""):
        (grid,) = (block for block in _read(_row("甲", "1", edges=edges)).blocks if isinstance(block, Grid))
        assert not grid.spans
        assert [[cell and cell.text for cell in row] for row in grid.rows] == [["甲", "1"]]


def test_nested_tables_are_read_from_their_cells() -> None:
    inner = (
        r"\pard\intbl\itap2 甲\nestcell{\nonesttables\par}乙\nestcell{\nonesttables\par}"
        r"{\*\nesttableprops\trowd\trleft0\cellx500\cellx1000\nestrow}"
    )
    outer = rf"\trowd\cellx2000\cellx4000\pard\intbl 左\cell{inner}\pard\intbl 右\cell\row\pard 后\par"
    assert _told(_read(outer)) == ["左", [[("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]], "右", "后"]


def test_cells_of_several_paragraphs_and_lines() -> None:
    assert _grids(_row(r"本年新收\par 政府信息\line 公开申请", edges=r"\cellx1000")) == [
        [["本年新收 政府信息 公开申请"]]
    ]


# Text


@pytest.mark.parametrize("word", [r"\deleted", r"\v", r"\strike", r"\striked", r"\mvf"])
def test_what_is_not_shown_is_no_text(word: str) -> None:
    assert _lines(rf"收到1{{{word} 2}}件\par") == ["收到1件"]
    assert _lines(rf"收到1{word}0 2件{word}\plain 。\par") == ["收到12件。"]


def test_raised_characters_are_no_part_of_a_number() -> None:
    assert _lines(r"收到1{\super 2}3{\sub 4}\super 5\nosupersub 6件\par") == ["收到1 2 3 4 5 6件"]


def test_characters_that_stand_for_something_else() -> None:
    assert _lines(r"甲\line 乙\_丙\-丁\~戊\tab 己\emdash\lquote\rquote\{\}\\\par") == [
        "甲",
        "乙-丙丁 戊 己—‘’{}\\",
    ]


def test_unicode_and_what_stands_beside_it_for_others() -> None:
    head = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}}"
    assert _lines(r"\uc1\u25919?\u24220\'3f1\uc2\u-10174\'b9\'fa\u-8265  x2\uc0\u20214 3\par", head) == ["政府1𠮷2件3"]
    assert _lines(r"{\upr{bytes 12}{\*\ud{\u25919??}}}\par", head + r"\uc2") == ["政"]


def test_bytes_are_read_by_the_font_or_by_the_code_page() -> None:
    fonts = r"\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 PMingLiU;}}"
    assert _lines(r"{\f1\'d5\'fe\'b8\'ae}12{\f2\'ac\'46}\par", rf"\ansi\ansicpg1252{fonts}") == ["政府12政"]
    assert _lines(r"{\loch\af0\hich\af0\dbch\af1 \'d5\'fe\'b8\'ae}\par", rf"\ansi\ansicpg1252{fonts}") == ["政府"]
    assert _lines(r"\'d5\'fe\'b8\'ae\par", rf"\ansi\ansicpg936{fonts}") == ["政府"]
    assert _lines(r"\'93ab\'94c\par", rf"\ansi\ansicpg936{fonts}") == ["“ab”c"]
    assert _lines("\\'d5\r\n\\'fe\\par", rf"\ansi\ansicpg936{fonts}") == ["政"]


def test_fields_have_a_result_and_pages_no_number() -> None:
    link = r'{\field{\*\fldinst HYPERLINK "http://example.invalid/12"}{\fldrslt 见网站}}'
    page = r"{\field{\*\fldinst { PAGE \\* MERGEFORMAT}}{\fldrslt {7}}}"
    assert _lines(rf"甲{link}乙{page}丙\chpgn\par") == ["甲见网站乙丙"]


def test_what_is_no_part_of_the_text() -> None:
    aside = r"{\info{\title 1}}{\footer 2\par}{\*\unheard of 3}{\footnote 4}{\stylesheet{\s1 5;}}{\header{\pict 6}}"
    assert _told(_read(rf"{aside}甲\par")) == ["甲"]


def test_automatic_numbers_of_paragraphs_stay() -> None:
    assert _lines(r"{\listtext\pard 一、\tab}总体情况\par") == ["一、 总体情况"]


def test_pictures() -> None:
    pictures = r"{\*\shppict{\pict\pngblip 0a0b}}{\nonshppict{\pict 0a}}"
    binary = "{\\pict\\bin5 }}{{\\\\x}"
    assert _told(_read(rf"甲{pictures}{binary}乙\par")) == ["甲乙", "picture", "picture"]
    assert [type(block) for block in _read(r"{\pict 0a}").blocks] == [Image]


def test_text_boxes_are_read_once() -> None:
    shape = (
        r"{\shp{\*\shpinst{\sp{\sn name}{\sv 12}}{\shptxt 框\par "
        + _row("甲", "1", edges=r"\cellx1000\cellx2000")
        + r"}}{\shprslt{\*\do{\dptxbxtext 框\par}}}}"
    )
    assert _told(_read(rf"前{shape}中\par 后\par")) == ["前中", "框", [[("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1)]], "后"]


# What cannot be read


def test_cut_off_files_say_so() -> None:
    data = rtf(["标题", tables(load_figures()["pingtan_2021"])[0], "其他"])
    whole = _told(read_document(data))
    for length in range(40, len(data) - 1, 509):
        assert "cut off" in _unreadable(data[:length])
    # Without the last brace alone nothing may be missing.
    document = read_document(data[:-1])
    assert _told(document) == whole
    assert document.notes == ("the RTF file has no end: something may be missing",)
    assert "cut off" in _unreadable(rb"{\rtf1 1\par{\pict\bin999 x}}")


def test_absurd_files_are_not_read() -> None:
    assert "deep" in _unreadable(rb"{\rtf1 " + b"{" * 100_000)
    assert "deep" in _unreadable(rb"{\rtf1 \intbl\itap99999 x\par}")
    assert "cells in a row" in _unreadable(rb"{\rtf1 \trowd" + rb"\cellx1" * 1000 + b"}")
    assert _told(read_document(rb"{\rtf1 \u99999999999 \uc-5\bin-7 \cellx99999999999 \fs\par}}}}")) != []


@pytest.mark.parametrize("seed", range(6))
def test_files_with_flipped_bytes_end_in_order(seed: int) -> None:
    dice = Random(seed)
    whole = rtf(["标题", *tables(load_figures()["pingtan_2021"])], text=TEXTS[seed % 3], merges=seed % 2 == 0)
    for _ in range(20):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 5, 50])):
            data[dice.randrange(8, len(data))] = dice.choice(b"{}\\'0a \xff\r")
        with bounded_work(), suppress(UnreadableError):
            read_document(bytes(data))


@pytest.mark.parametrize(
    "piece",
    [r"\'b8\'ae", "a", r"\u25919?", r"{\b 1}", r"\par 1", r"\trowd\cellx9\intbl 1\cell\row ", "{}", r"\super 1"],
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    def seconds(count: int) -> float:
        data = (r"{\rtf1\ansi\ansicpg936 " + piece * count + r"\pard\par}").encode()
        begun = time.process_time()
        read_document(data)
        return time.process_time() - begun

    seconds(100)
    # Eight times as much; the square of that would be 64 times as long.
    assert seconds(24_000) < 24 * max(seconds(3000), 0.02)
