"""PDF: whole reports back exact, and what files do to a reader."""

import io
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document
from govreports.documents.pdf import pictures_of_pages, read_pdf, render_page
from tests.replica.render.pdf import PdfStyle, flowing_pdf, pdf
from tests.test_properties import HEADINGS, Filled, _made, few, read, seeds, unread, wrong

FONT = "STSong-Light"
TITLE = "某市某局政府信息公开工作年度报告"
Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, **options: Any) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800), invariant=1, **options)
    for draw in pages:
        canvas.setFont(FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def line(text: str, x: float = 60, y: float = 700) -> Draw:
    return lambda canvas: canvas.drawString(x, y, text)


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def picture(x: float = 0, y: float = 0, width: float = 600, height: float = 800) -> Draw:
    # Two grey points: what it shows does not matter.
    dots = ImageReader(io.BytesIO(b"P5 2 1 255\n\x80\x90"))
    return lambda canvas: canvas.drawImage(dots, x, y, width, height)


def small_table(canvas: Canvas) -> None:
    canvas.grid([60, 200, 300], [640, 660, 680])
    for x, y, text in ((64, 665, "信息内容"), (204, 665, "本年制发件数"), (64, 645, "规章"), (204, 645, "17")):
        canvas.drawString(x, y, text)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document) -> list[list[str | None]]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [[cell and cell.text for cell in row] for row in grid.rows]


TABLE = [["信息内容", "本年制发件数"], ["规章", "17"]]


# Whole reports


def blocks_of(tables: list[Any]) -> list[Any]:
    blocks: list[Any] = []
    for heading, table in zip(HEADINGS, tables, strict=True):
        blocks += [heading, table]
    return [*blocks, "五、存在的主要问题及改进情况"]


def report(seed: int) -> tuple[Filled, list[Any], set[str], Random]:
    made, tables, shown, dice = _made(seed, "untouched")
    return made, blocks_of(tables), shown, dice


@few
@given(seed=seeds, top=st.integers(42, 300))
def test_reports_are_exact_wherever_pages_break(seed: int, top: int) -> None:
    made, blocks, shown, _ = report(seed)
    found = read(pdf(TITLE, blocks, top=top))
    assert wrong(made, found, shown) == []
    assert unread(made, found, shown) == []
    assert found.state == "parsed"


@pytest.mark.parametrize(
    "style",
    [
        PdfStyle(size=5),
        PdfStyle(size=5, headers_again=True),
        PdfStyle(size=5, borders="open", numbers="{}"),
        PdfStyle(size=5, numbers="第{}页", top=240),
    ],
)
def test_reports_of_another_setter_are_exact(style: PdfStyle) -> None:
    made, tables, shown, _ = _made(3, "untouched", blanks=False)
    data = flowing_pdf(TITLE, blocks_of(tables), style)
    found = read(data)
    assert wrong(made, found, shown) == []
    # Text of two lines in a narrow cell may break a number, and then nobody can say whether it is one.
    assert len(unread(made, found, shown)) <= 5
    # Where a row has no border at all, not even at its sides, it is text.
    said = [text for text in texts(read_document(data)) if not text.startswith("第二十条")]
    assert said == [TITLE, *HEADINGS, "五、存在的主要问题及改进情况"]


@few
@given(seed=seeds)
def test_a_report_without_lines_never_yields_another_figure(seed: int) -> None:
    made, blocks, shown, _ = report(seed)
    assert wrong(made, read(flowing_pdf(TITLE, blocks, PdfStyle(size=5, borders="none"))), shown) == []


@pytest.mark.parametrize("mutation", ["cell lost", "row dropped", "headers again", "foreign row added"])
@few
@given(seed=seeds)
def test_odd_tables_never_yield_another_figure(mutation: str, seed: int) -> None:
    made, tables, shown, _ = _made(seed, mutation)
    assert wrong(made, read(pdf(TITLE, blocks_of(tables))), shown) == []


# Pages


def test_a_page_is_read_with_its_text_tables_and_pictures() -> None:
    document = read_document(drawn(both(line("一、总体情况"), small_table, picture(60, 300, 200, 200))))
    assert (document.reader, document.media_type, document.notes) == ("pdf", "application/pdf", ())
    assert texts(document) == ["一、总体情况"]
    assert cells(document) == TABLE
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Image]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_pages_are_read_as_they_are_shown(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        # Drawn so that the rotation sets it upright; reportlab lays the sheet of such a page on its side.
        canvas.translate(*{90: (800, 0), 180: (600, 800), 270: (0, 600)}[angle])
        canvas.rotate(angle)
        small_table(canvas)

    assert cells(read_document(drawn(draw))) == TABLE


def test_text_that_goes_upwards_on_the_page_is_turned() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(700, 0)
        canvas.rotate(90)
        small_table(canvas)

    assert cells(read_document(drawn(draw))) == TABLE


def test_what_is_cropped_away_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((0, 500, 600, 800))
        canvas.drawString(60, 700, "正文。")
        canvas.drawString(60, 400, "裁去。")

    assert texts(read_document(drawn(draw))) == ["正文。"]


def test_lines_and_text_inside_of_forms_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, 12)
        small_table(canvas)
        canvas.endForm()
        canvas.translate(20, -100)
        canvas.doForm("table")

    assert cells(read_document(drawn(draw))) == TABLE


def test_text_drawn_twice_is_read_once() -> None:
    document = read_document(
        drawn(both(line("行政许可 110"), line("行政许可 110", 60.3), line("行政许可 110", 60.3, 699.8)))
    )
    assert texts(document) == ["行政许可 110"] or texts(document) == ["行政许可110"]


def test_white_text_is_left_out_with_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "正文。")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 600, "99")

    document = read_document(drawn(draw))
    assert texts(document) == ["正文。"]
    assert document.notes == ("page 1: 2 characters are drawn in white; they were left out",)


def test_an_invisible_layer_over_pictures_is_read_with_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        picture()(canvas)
        text = canvas.beginText(60, 700)
        text.setFont(FONT, 12)
        text.setTextRenderMode(3)
        text.textOut("正文。")
        canvas.drawText(text)

    document = read_document(drawn(draw))
    assert [type(block) for block in document.blocks] == [Paragraph]
    assert len(document.notes) == 1
    assert "invisible" in document.notes[0]


def test_radicals_and_ligatures_are_the_characters_they_stand_for() -> None:
    assert texts(read_document(drawn(line("⼀、⾏政⻓官")))) == ["一、行政长官"]


# Files that are not what they should be


def error(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)
    return caught.value


def test_pages_that_are_pictures_say_so() -> None:
    caught = error(drawn(picture(), picture()))
    assert caught.state == "image"
    assert "pictures" in str(caught)


def test_one_page_that_is_a_picture_is_noted() -> None:
    document = read_document(drawn(line("正文。"), picture()))
    assert texts(document) == ["正文。"]
    assert document.notes == ("page 2 is one of pictures: what they show was not read",)


def test_characters_drawn_as_outlines_are_pictures() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(60, 60)
        path.curveTo(70, 80, 90, 80, 100, 60)
        canvas.drawPath(path)

    assert error(drawn(draw)).state == "image"


def test_fonts_that_do_not_say_their_characters_yield_no_text() -> None:
    assert "fonts" in str(error(drawn(line("\ue001\ue002\ue003\ue004"))))
    document = read_document(drawn(line("行政许可二十件整\ue001，如上所述。")))
    assert texts(document) == ["行政许可二十件整\ufffd，如上所述。"]
    assert len(document.notes) == 1


def test_encrypted_files_say_so() -> None:
    locked = drawn(line("正文。"), encrypt=StandardEncryption("secret", strength=128))
    assert "password" in str(error(locked))
    # Locked against printing only: everybody may read it.
    owned = drawn(line("正文。"), encrypt=StandardEncryption("", ownerPassword="x", canPrint=0, strength=128))
    assert texts(read_document(owned)) == ["正文。"]


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n%%EOF\n", b"%PDF-" + bytes(range(256)) * 9])
def test_damaged_files_say_so(data: bytes) -> None:
    assert "damaged" in str(error(data))


def test_files_that_end_early_are_read_with_a_note_or_not_at_all() -> None:
    data = drawn(*[line(f"第{n}段正文。") for n in range(3)])
    for size in range(0, len(data), 97):
        try:
            document = read_pdf(data[:size])
        except UnreadableError:
            continue
        assert any("ends before its end" in note for note in document.notes)


def test_files_of_too_many_pages_are_not_read() -> None:
    assert "301 pages" in str(error(drawn(*[line("页")] * 301)))


@few
@given(seed=seeds)
def test_no_damage_makes_the_reader_fail(seed: int) -> None:
    dice = Random(seed)
    data = bytearray(drawn(both(line("正文。"), small_table)))
    for _ in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        read_pdf(bytes(data))
    except UnreadableError:
        return


def test_pages_can_be_had_as_pictures() -> None:
    data = drawn(picture(), line("正文。"))
    first, second = pictures_of_pages(data, dpi=72)
    assert (first.number, first.width, first.height, first.image.size) == (1, 600, 800, (600, 800))
    assert second.number == 2
    assert render_page(data, 2, dpi=144).image.size == (1200, 1600)
    assert render_page(data, 1, dpi=20_000).dpi < 2000
    with pytest.raises(IndexError):
        render_page(data, 3)
