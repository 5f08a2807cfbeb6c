"""PDF files with a text layer: set by hand from sheets, or by reportlab's own setter, which repeats headers."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Ruled

from tests.replica.render.layout import Table, positions
from tests.replica.render.paper import HEIGHT, WIDTH, Block, Sheet, Text, advance, set_sheets, widths

Command: TypeAlias = tuple[Any, ...]
Borders: TypeAlias = Literal["all", "open", "none"]

# A font that every reader of PDF knows by its name: no file of it is needed.
_FONT = "STSong-Light"
_MARGIN = 48


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """How a file is set."""

    borders: Borders = "all"
    """``open``: without the lines on the left and right."""
    headers_again: bool = False
    """Whether every page of a table repeats its first rows, those of headers."""
    numbers: str = "- {} -"
    """The page's number in the lower margin; empty for none."""
    size: float = 8
    """Of the type in tables, in points."""
    top: float = 72
    """The upper margin: what moves the page breaks."""


def pdf(title: str, paragraphs_and_tables: Sequence[Block], *, top: float = 42.0) -> bytes:
    """A document of *title*, then paragraphs (texts) and tables in order; *top* moves the page breaks."""
    return pdf_of_sheets(set_sheets(title, paragraphs_and_tables, top=top))


def pdf_of_sheets(sheets: Sequence[Sheet]) -> bytes:
    """A PDF of *sheets*; the same bytes every time."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    for sheet in sheets:
        canvas.setLineWidth(0.5)
        for ink in sheet.ink:
            if isinstance(ink, Text):
                canvas.setFont(_FONT, ink.size)
                # The font's Latin letters have widths of their own: each is put where the sheet has it.
                x = ink.x
                for run in _runs(ink.text):
                    canvas.drawString(x, HEIGHT - ink.y - 0.86 * ink.size, run)
                    x += sum(advance(character, ink.size) for character in run)
            else:
                canvas.line(ink.x1, HEIGHT - ink.y1, ink.x2, HEIGHT - ink.y2)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _runs(text: str) -> list[str]:
    """*text* in runs of Chinese and of other characters."""
    return re.findall("[\u2e80-\uffff]+|[^\u2e80-\uffff]+", text)


def flowing_pdf(title: str, paragraphs_and_tables: Sequence[Block], style: PdfStyle | None = None) -> bytes:
    """A document of *title*, then paragraphs (texts) and tables in order; the same bytes every time."""
    style = style or PdfStyle()
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=style.top,
        bottomMargin=72,
        invariant=1,
        title=title,
    )
    head = ParagraphStyle("head", fontName=_FONT, fontSize=18, leading=26, alignment=1, wordWrap="CJK")
    text = ParagraphStyle("text", fontName=_FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
    story: list[Any] = [Paragraph(_escaped(title), head)]
    room = A4[0] - 2 * _MARGIN
    story += [
        Paragraph(_escaped(block), text) if isinstance(block, str) else _ruled(block, room, style)
        for block in paragraphs_and_tables
    ]

    def number(canvas: Canvas, _: object) -> None:
        if style.numbers:
            canvas.setFont("Helvetica", 10)
            canvas.drawCentredString(A4[0] / 2, 36, style.numbers.format(canvas.getPageNumber()))

    document.build(story, onFirstPage=number, onLaterPages=number)
    return buffer.getvalue()


def _lines(borders: Borders) -> list[Command]:
    """The commands that rule a table."""
    if borders == "none":
        return []
    if borders == "all":
        return [("GRID", (0, 0), (-1, -1), 0.5, black)]
    return [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, black),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.5, black),
    ]


def _ruled(table: Table, room: float, style: PdfStyle) -> Ruled:
    wide = widths(table, room)
    rows: list[list[Any]] = []
    commands: list[Command] = [
        *_lines(style.borders),
        ("FONTNAME", (0, 0), (-1, -1), _FONT),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    cell_style = ParagraphStyle(
        "cell", fontName=_FONT, fontSize=style.size, leading=style.size * 1.3, wordWrap="CJK", alignment=0
    )
    for number, (row, line) in enumerate(zip(table, positions(table), strict=True)):
        begun = list(row)
        drawn: list[Any] = [""] * len(wide)
        for column, cell in line:
            if not begun or begun[0] is not cell:
                continue
            begun.pop(0)
            drawn[column] = Paragraph(_escaped(cell.text).replace("\n", "<br/>"), cell_style)
            if cell.rowspan > 1 or cell.colspan > 1:
                end = (column + cell.colspan - 1, number + cell.rowspan - 1)
                commands.append(("SPAN", (column, number), end))
        rows.append(drawn)
    headers = next((number for number, row in enumerate(table) if any(cell.kind != "header" for cell in row)), 0)
    return Ruled(rows, colWidths=wide, repeatRows=headers if style.headers_again else 0, style=commands)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
