"""Tables and paragraphs as HTML: tidy, as pasted from Word, or drawn with filler cells."""

import re
from collections.abc import Iterable
from html import escape
from typing import Literal

from tests.replica.render.layout import Cell, Table

HtmlStyle = Literal["plain", "word", "fillers"]

_ASCII_RUN = re.compile(r"([\x20-\x7e]+)")
_BORDER = "border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"
_FONT = "font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;mso-font-kerning:0pt"
_EMPTY = "<o:p>&nbsp;</o:p>"


def html_table(table: Table, style: HtmlStyle = "plain") -> str:
    """*table* in markup; for the style "fillers" it must have been laid out with fillers."""
    if style == "word":
        return _word_table(table)
    rows = "\n".join(f"<tr>{''.join(_plain_cell(cell) for cell in row)}</tr>" for row in table)
    return f'<table border="1" cellspacing="0" align="center">\n<tbody>\n{rows}\n</tbody>\n</table>'


def html_paragraphs(lines: Iterable[str], style: HtmlStyle = "plain") -> str:
    """One paragraph a line of text."""
    if style == "word":
        return "\n".join(
            f'<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt">{_word_runs(line)}</p>'
            for line in lines
        )
    return "\n".join(f'<p style="text-indent: 2em">{escape(line, quote=False)}</p>' for line in lines)


def _spans(cell: Cell) -> str:
    rowspan = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return rowspan + colspan


def _plain_cell(cell: Cell) -> str:
    return f"<td{_spans(cell)}>{escape(cell.text, quote=False)}</td>"


def _word_table(table: Table) -> str:
    rows = "\n".join(
        f' <tr style="mso-yfti-irow:{number};height:14.2pt">\n{"".join(_word_cell(cell) for cell in row)} </tr>'
        for number, row in enumerate(table)
    )
    # Word leaves a row of unseen cells for browsers that need it, in a conditional comment.
    widths = "".join('<td width="60" style="border:none"></td>' for _ in range(sum(cell.colspan for cell in table[0])))
    return (
        '<table class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0"'
        ' style="border-collapse:collapse;mso-yfti-tbllook:1184;mso-padding-alt:0cm 0cm 0cm 0cm">\n<tbody>\n'
        f"{rows}\n <!--[if !supportMisalignedColumns]>\n <tr height=0>{widths}</tr>\n <![endif]-->\n</tbody>\n</table>"
    )


def _word_cell(cell: Cell) -> str:
    align = "left" if cell.kind == "label" else "center"
    height = ";mso-height-rule:exactly" if cell.kind == "figure" else ""
    return (
        f'  <td width="{60 * cell.colspan}"{_spans(cell)} style="width:{45.0 * cell.colspan:.1f}pt;{_BORDER}{height}">\n'
        f'  <p class="MsoNormal" align="{align}" style="text-align:{align};mso-pagination:widow-orphan">'
        f"{_word_runs(cell.text, broken=cell.kind == 'header')}</p>\n  </td>\n"
    )


def _word_runs(text: str, *, broken: bool = False) -> str:
    """*text* in Word's runs: Latin letters and digits apart from the rest, each in its own span."""
    if not text:
        return f'<span lang="EN-US" style="{_FONT}">{_EMPTY}</span>'
    if broken and len(text) == 4:
        # Narrow header cells are broken by hand in the middle of the word.
        return f'<span style="{_FONT}">{escape(text[:2])}<span lang="EN-US"><br></span>{escape(text[2:])}</span>'
    runs = []
    for part in filter(None, _ASCII_RUN.split(text)):
        shown = escape(part, quote=False)
        if part.isascii():
            padded = f"&nbsp;{shown}" if part[0] in "+-" else shown
            runs.append(f'<span lang="EN-US" style="{_FONT}">{padded}<o:p></o:p></span>')
        else:
            runs.append(f'<span style="{_FONT}">{shown}</span>')
    return "".join(runs)
