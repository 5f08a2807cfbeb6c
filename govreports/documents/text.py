"""Plain text: paragraphs by line, and tables written with bars or with a tab before every cell.

A table with one cell a line and nothing else to show where rows end stays paragraphs: only the
labels of the forms can tell its rows, and this layer knows none.
"""

import re
from typing import Final

from govreports.documents.encodings import decode
from govreports.documents.model import BlockItem, Cell, Document, Grid, Image, Paragraph, UnreadableError

MEDIA_TYPE: Final = "text/plain"

_BAR: Final = "|"
_RULE: Final = re.compile(r"^[\s|:\-]*-{3,}[\s|:\-]*$")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
# What converters of Word leave behind, for bookmarks and pictures.
_BOOKMARK: Final = re.compile(r"\[bookmark: [^\]]*\]")
_IMAGE: Final = re.compile(r"\[image: ?([^\]]*)\]|!\[[^\]]*\]\(([^)]*)\)")
_HEADING: Final = re.compile(r"^#{1,6}\s+")


def read_text(data: bytes, declared: str | None = None) -> Document:
    """Read a text file; *declared* is a charset somebody named for it, if any.

    Raises:
        UnreadableError: it is empty or binary.
    """
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("the file is binary, and of no kind that is read", media_type="application/octet-stream")
    decoded = decode(data, declared)
    if not decoded.text.strip():
        raise UnreadableError("the file is empty", media_type=MEDIA_TYPE)
    blocks = tuple(_Lines(_COMMENT.sub("", decoded.text)).blocks())
    return Document(
        blocks=blocks,
        body=(0, len(blocks)),
        media_type=MEDIA_TYPE,
        reader="text",
        encoding=decoded.encoding,
        notes=(f"{decoded.replaced} characters could not be decoded",) if decoded.replaced else (),
    )


class _Lines:
    """Gathers lines into blocks; a table is a run of lines written the same way."""

    def __init__(self, text: str) -> None:
        self._lines = [_BOOKMARK.sub("", line) for line in text.splitlines()]
        self._blocks: list[BlockItem] = []
        self._style = ""
        self._rows: list[list[str]] = []
        self._row_ended = True
        self._first = 0

    def blocks(self) -> list[BlockItem]:
        for number, line in enumerate(self._lines, 1):
            if self._style == "cells" and self._inside_cells(line, number):
                continue
            if self._barred(line, number):
                continue
            row = _tabbed_cells(line)
            if row is not None:
                self._add("tabs", number, row)
            elif line.startswith("\t"):
                # A cell a line, each with a tab before it; an empty line ends the row.
                self._add("cells", number, [line.strip()], opens=self._row_ended)
                self._row_ended = False
            elif _BAR in line:
                if not _RULE.match(line):
                    self._add("bars", number, _bar_cells(line))
            elif line.strip():
                self._end_grid()
                self._plain(line, number)
        self._end_grid()
        return self._blocks

    def _inside_cells(self, line: str, number: int) -> bool:
        """Whether *line* belongs to a table with a cell a line, without being a cell."""
        if not line.strip() and not line.startswith("\t"):
            self._row_ended = True
            return True
        following = self._lines[number] if number < len(self._lines) else ""
        if not self._row_ended and not line.startswith("\t") and following.startswith("\t"):
            # A line break inside a cell: the rest of it stands without the tab.
            before, after = self._rows[-1][-1], line.strip()
            torn = before[-1:].isdigit() and after[:1].isdigit()
            self._rows[-1][-1] = f"{before} {after}" if torn else before + after
            return True
        return False

    def _barred(self, line: str, number: int) -> bool:
        """Whether *line* belongs to a table whose rows begin with a lone bar and whose cells end with one, a line each."""
        left = line.strip()
        if left == _BAR:
            following = next((later.strip() for later in self._lines[number:] if later.strip()), "")
            if self._style == "barred" and following == _BAR:
                # An empty cell; the bar after it begins the next row.
                self._add("barred", number, [""], opens=False)
            else:
                self._add("barred", number, [])
            return True
        if self._style != "barred":
            return False
        first, *others = [cell.strip() for cell in left.split(_BAR)]
        if others and not any(others):
            # Bars behind the cell's own are those of cells that it spans.
            self._add("barred", number, [first, *others[1:]], opens=False)
            return True
        return not left

    def _add(self, style: str, number: int, cells: list[str], *, opens: bool = True) -> None:
        if self._style != style:
            self._end_grid()
            self._style, self._first = style, number
        if opens or not self._rows:
            self._rows.append(cells)
        else:
            self._rows[-1] += cells

    def _end_grid(self) -> None:
        if self._rows:
            cells = tuple(
                tuple(Cell(text, number, column) for column, text in enumerate(row))
                for number, row in enumerate(self._rows)
            )
            self._blocks.append(Grid(cells, f"line {self._first}", spans=False))
        self._rows = []
        self._row_ended = True
        self._style = ""

    def _plain(self, line: str, number: int) -> None:
        for image in _IMAGE.finditer(line):
            self._blocks.append(Image(image[1] or image[2] or "", f"line {number}"))
        text = " ".join(_HEADING.sub("", _IMAGE.sub("", line)).split())
        if text:
            self._blocks.append(Paragraph(text, f"line {number}"))


def _bar_cells(line: str) -> list[str]:
    """The cells between bars. A bar that begins or ends the line is the table's border.

    A line that begins with a space and a bar has an empty first cell, unless it ends with a bar too.
    """
    cells = [cell.strip() for cell in line.split(_BAR)]
    bordered = line.startswith(_BAR) or (line.lstrip().startswith(_BAR) and line.endswith(_BAR))
    if len(cells) > 1 and bordered:
        cells = cells[1:]
    if len(cells) > 1 and line.endswith(_BAR):
        cells = cells[:-1]
    return cells


def _tabbed_cells(line: str) -> list[str] | None:
    """The cells of a row whose cells are parted by tabs; None for a line that only begins with one."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells if len(cells) > 2 or (len(cells) == 2 and cells[0]) else None
