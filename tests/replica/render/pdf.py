"""PDF files with a text layer: paragraphs and ruled tables, broken over pages, numbered in the margin."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table as Ruled

from tests.replica.render.layout import Table, positions, width

Block: TypeAlias = str | Table
Borders: TypeAlias = Literal["all", "open", "none"]

# A font that every reader of PDF knows by its name: no file of it is needed.
_FONT = "STSong-Light"
_MARGIN = 60
_WIDE = A4[0] - 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """How a file is set."""

    borders: Borders = "all"
    """``open``: without the lines on the left and right."""
    repeated_rows: int = 0
    """How many rows of a table every page repeats."""
    numbers: str = "- {} -"
    """The page's number in the lower margin; empty for none."""
    size: float = 8
    """Of the type in tables, in points."""
    top: float = 72
    """The upper margin: what moves the page breaks."""


def pdf(title: str, paragraphs_and_tables: Sequence[Block], style: PdfStyle | None = None) -> bytes:
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
    for block in paragraphs_and_tables:
        story.append(Paragraph(_escaped(block), text) if isinstance(block, str) else _ruled(block, style))

    def number(canvas: Canvas, _: object) -> None:
        if style.numbers:
            canvas.setFont("Helvetica", 10)
            canvas.drawCentredString(A4[0] / 2, 36, style.numbers.format(canvas.getPageNumber()))

    document.build(story, onFirstPage=number, onLaterPages=number)
    return buffer.getvalue()


def widths(table: Table) -> list[float]:
    """How wide the columns are: those of figures as narrow as ten of them need, the others share the rest."""
    count = width(table)
    return [_WIDE / count] * count if count != 10 else [45.0, 70.0, 125.0, *[(_WIDE - 240) / 7] * 7]


def _ruled(table: Table, style: PdfStyle) -> Ruled:
    wide = widths(table)
    rows: list[list[Any]] = []
    commands: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), _FONT),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    if style.borders != "none":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    if style.borders == "open":
        commands += [("LINEBEFORE", (0, 0), (0, -1), 0, None), ("LINEAFTER", (-1, 0), (-1, -1), 0, None)]
        commands.remove(("GRID", (0, 0), (-1, -1), 0.5, black))
        commands += [
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, black),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, black),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.5, black),
        ]
        del commands[4:6]
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
    return Ruled(rows, colWidths=wide, repeatRows=style.repeated_rows, style=commands)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
