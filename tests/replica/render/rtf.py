"""Reports as RTF, in the ways that Word, WPS and LibreOffice write Chinese text."""

import re
from collections.abc import Sequence
from typing import Literal

from tests.replica.render.edges import Block, Drawn, edge, rows
from tests.replica.render.layout import Table

RtfText = Literal["unicode", "bytes", "bare"]

_HEAD = {
    "unicode": r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset134 SimSun;}}",
    "bytes": r"{\rtf1\ansi\ansicpg1252\deff0\uc2{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset134 SimSun;}}",
    "bare": r"{\rtf1\ansi\ansicpg936\deff0\uc2{\fonttbl{\f0\fnil\fcharset0 Times;}}",
}
_ASIDE = (
    r"{\*\generator made;}{\info{\title 1 2 3}{\author 4}}"
    r"{\header\pard\plain 5\par}{\footer\pard\plain{\field{\*\fldinst PAGE}{\fldrslt 6}}\par}"
)


def rtf(
    blocks: Sequence[Block], *, text: RtfText = "unicode", merges: bool = False, shift: Sequence[int] = ()
) -> bytes:
    """Paragraphs and tables in order.

    *text* says how Chinese is written: by its numbers with a question mark for readers that do not know them, in
    bytes of the font's charset, or in bytes of the document's code page. With *merges* cells that
    span columns are written as several that are merged, otherwise as one wide cell. *shift* moves the
    edges of cells by so many twips.
    """
    parts = [_HEAD[text], _ASIDE, "\n"]
    for block in blocks:
        if isinstance(block, str):
            parts.append(rf"\pard\plain {_text(block, text)}\par" + "\n")
        else:
            parts.append(_table(block, text, merges=merges, shift=shift))
    return "".join([*parts, "}"]).encode("ascii")


def _table(table: Table, text: RtfText, *, merges: bool, shift: Sequence[int]) -> str:
    parts: list[str] = []
    for number, row in enumerate(rows(table)):
        drawn = [part for cell in row for part in _split(cell)] if merges else row
        first = drawn[0].column if drawn else 0
        stated = [rf"\trowd\trgaph108\trleft{edge(first, shift, number)}"]
        for cell in drawn:
            flags = (r"\clvmgf" if cell.begins else r"\clvmrg") if cell.tall else ""
            if merges and cell.end != cell.column + 1:
                raise AssertionError("cells are split when they are merged")
            stated.append(
                f"{flags}{_across(cell, row) if merges else ''}\\clbrdrt\\brdrs\\cellx{edge(cell.end, shift, number)}"
            )
        parts += ["".join(stated), "\n"]
        parts += [rf"\pard\plain\intbl {_text(cell.text, text)}\cell" + "\n" for cell in drawn]
        parts.append(r"\row" + "\n")
    return "".join(parts)


def _split(cell: Drawn) -> list[Drawn]:
    return [
        cell._replace(column=column, end=column + 1, text=cell.text if column == cell.column else "")
        for column in range(cell.column, cell.end)
    ]


def _across(part: Drawn, row: Sequence[Drawn]) -> str:
    whole = next(cell for cell in row if cell.column <= part.column < cell.end)
    if whole.end == whole.column + 1:
        return ""
    return r"\clmgf" if part.column == whole.column else r"\clmrg"


def _text(content: str, how: RtfText) -> str:
    return r"\line ".join(_line(line, how) for line in content.split("\n"))


def _line(content: str, how: RtfText) -> str:
    runs: list[str] = []
    for run in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", content):
        if run.isascii():
            runs.append(re.sub(r"([\\{}])", r"\\\1", run))
        elif how == "unicode":
            runs.append("".join(_units(char) for char in run))
        else:
            font = r"{\f1 " if how == "bytes" else "{"
            runs.append(font + "".join(rf"\'{byte:02x}" for byte in run.encode("gb18030")) + "}")
    return "".join(runs)


def _units(char: str) -> str:
    data = char.encode("utf-16-le")
    numbers = [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]
    return "".join(rf"\u{number}?" for number in numbers)
