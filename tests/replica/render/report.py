"""Whole reports: title, the sentence on the period, six sections, the tables in sections two to four."""

from collections.abc import Collection

from tests.replica.figures import Figures
from tests.replica.render.layout import tables
from tests.replica.render.markup import HtmlStyle, html_paragraphs, html_table
from tests.replica.render.narrative import Headings, intro, narrative, report_title
from tests.replica.render.text import TABLE_SECTIONS, TextLayout, text
from tests.replica.render.word import Block, docx


def report_html(
    figures: Figures,
    *,
    style: HtmlStyle = "plain",
    headings: Headings = "一、",
    lost: Collection[str] = (),
    title: str | None = None,
) -> str:
    """The body of a page, without the page around it."""
    drawn = dict(zip(TABLE_SECTIONS, tables(figures, fillers=style == "fillers"), strict=True))
    parts = [html_paragraphs([title or report_title(figures), intro(figures.agency, figures.year)], style)]
    for key, lines in narrative(figures.agency, figures.year, figures, headings=headings, lost=lost).items():
        parts.append(html_paragraphs(lines, style))
        if key in drawn:
            parts.append(html_table(drawn[key], style))
    return "\n".join(parts)


def report_text(
    figures: Figures,
    *,
    layout: TextLayout = "lines",
    headings: Headings = "一、",
    lost: Collection[str] = (),
    title: str | None = None,
) -> str:
    """A text file."""
    opening = [title or report_title(figures), intro(figures.agency, figures.year)]
    sections = narrative(figures.agency, figures.year, figures, headings=headings, lost=lost)
    return text(figures, {"opening": opening, **sections}, layout)


def report_docx(
    figures: Figures, *, headings: Headings = "一、", lost: Collection[str] = (), title: str | None = None
) -> bytes:
    """A Word file."""
    return docx(title or report_title(figures), report_blocks(figures, headings=headings, lost=lost))


def report_blocks(
    figures: Figures, *, headings: Headings = "一、", lost: Collection[str] = (), fillers: bool = False
) -> list[Block]:
    """What stands below the title, for any format: paragraphs and tables in order."""
    drawn = dict(zip(TABLE_SECTIONS, tables(figures, fillers=fillers), strict=True))
    blocks: list[Block] = [intro(figures.agency, figures.year)]
    for key, lines in narrative(figures.agency, figures.year, figures, headings=headings, lost=lost).items():
        blocks += lines
        if key in drawn:
            blocks.append(drawn[key])
    return blocks
