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
        self._lines = text.splitlines()
        self._blocks: list[BlockItem] = []
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._first = 0

    def blocks(self) -> list[BlockItem]:
        tabbed = False
        for number, raw in enumerate(self._lines, 1):
            line = _BOOKMARK.sub("", raw)
            if line.startswith("\t"):
                tabbed = True
                self._start(number)
                self._row.append(line.strip())
            elif tabbed and self._row and not line.strip():
                self._end_row()
            elif tabbed and self._row and not line.startswith("\t") and self._goes_on(number):
                # A line break inside a cell: the rest of it stands without the tab.
                self._row[-1] += line.strip()
            elif _BAR in line:
                if tabbed:
                    self._end_grid()
                    tabbed = False
                if not _RULE.match(line):
                    self._start(number)
                    self._rows.append(_bar_cells(line))
            elif tabbed and not line.strip():
                continue
            else:
                if line.strip() or tabbed:
                    self._end_grid()
                    tabbed = False
                self._plain(line, number)
        self._end_grid()
        return self._blocks

    def _goes_on(self, number: int) -> bool:
        following = self._lines[number] if number < len(self._lines) else ""
        return following.startswith("\t")

    def _start(self, number: int) -> None:
        if not self._rows and not self._row:
            self._first = number

    def _end_row(self) -> None:
        if self._row:
            self._rows.append(self._row)
            self._row = []

    def _end_grid(self) -> None:
        self._end_row()
        rows = [row for row in self._rows if row]
        if rows:
            cells = tuple(
                tuple(Cell(text, number, column) for column, text in enumerate(row)) for number, row in enumerate(rows)
            )
            self._blocks.append(Grid(cells, f"line {self._first}", spans=False))
        self._rows = []

    def _plain(self, line: str, number: int) -> None:
        for image in _IMAGE.finditer(line):
            self._blocks.append(Image(image[1] or image[2] or "", f"line {number}"))
        text = " ".join(_HEADING.sub("", _IMAGE.sub("", line)).split())
        if text:
            self._blocks.append(Paragraph(text, f"line {number}"))


def _bar_cells(line: str) -> list[str]:
    """The cells between bars; a bar at either end is the table's border."""
    cells = [cell.strip() for cell in line.strip().split(_BAR)]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells
