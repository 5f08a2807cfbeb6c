"""Tables as the plain text that converters and archives leave of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from tests.replica.figures import Figures
from tests.replica.render.layout import Table, positions, tables, width

TextLayout = Literal["lines", "tabs", "pipes", "spaces", "glued"]

TABLE_SECTIONS = ("proactive", "requests", "disputes")


def text(figures: Figures, sections: Mapping[str, Sequence[str]], layout: TextLayout) -> str:
    """The sections' lines in order, each of the three sections with its table after them."""
    drawn = dict(zip(TABLE_SECTIONS, tables(figures), strict=True))
    parts: list[str] = []
    for key, lines in sections.items():
        parts += lines
        if key in drawn:
            parts.append(text_table(drawn[key], layout))
    between = {"lines": "\n\n", "glued": ""}.get(layout, "\n")
    return between.join(parts) + "\n"


def text_table(table: Table, layout: TextLayout) -> str:
    """*table* in one of five layouts.

    ``lines`` puts one cell on a line with blank lines between, and a blank cell leaves no line;
    ``tabs`` puts one cell on a line after a tab, a bare tab for what hangs down from above, and an
    empty line after each row; ``pipes`` joins the cells of a row and ends it with a bar for every
    column left over; ``spaces`` joins them by one space, so that a blank cell leaves two together;
    ``glued`` leaves no gap at all.
    """
    if layout == "glued":
        return glued(table)
    if layout == "lines":
        return "\n\n".join(cell.text for row in table for cell in row if cell.text)
    if layout == "tabs":
        return "\n".join(_tabbed(table))
    if layout == "spaces":
        return "\n".join(" ".join(cell.text for cell in row) for row in table)
    columns = width(table)
    rows: list[str] = []
    for row in table:
        missing = columns - len(row)
        rows.append(" | ".join(cell.text for cell in row) + (" | " + "|" * missing if missing else ""))
    return "\n".join(rows)


def glued(table: Table, gap: Callable[[], str] = str) -> str:
    """All cells of *table* in one paragraph, with what *gap* makes between any two: nothing, or now and then a space."""
    return "".join(cell.text + gap() for row in table for cell in row)


def _tabbed(table: Table) -> list[str]:
    lines: list[str] = []
    for row, line in zip(table, positions(table), strict=True):
        begun = list(row)
        for _, cell in line:
            if begun and begun[0] is cell:
                begun.pop(0)
                lines.append("\t" + cell.text)
            else:
                lines.append("\t")
        lines.append("")
    return lines
