"""Paragraphs, cell ends and row ends as they come, gathered into blocks.

Word's binary files and RTF have no tree: a table is a run of paragraphs that say how deep in tables
they stand, and of marks that end a cell or a row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeAlias

from govreports.documents.edges import DrawnRow, Slot, grid
from govreports.documents.model import BlockItem, Grid, Image, Paragraph

_MOST_CELLS: Final = 500_000
_DEEPEST: Final = 16


class TooMuchError(ValueError):
    """More cells, or tables deeper in one another, than any document has."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in or floats over a paragraph."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text box that floats over a paragraph."""

    items: "Sequence[Item]"


@dataclass(slots=True)
class Table:
    """A table so far: whole rows, the cells of the row that has not ended, and what its open cell holds."""

    rows: "list[tuple[list[list[Item]], Sequence[Slot] | None]]" = field(default_factory=list)
    cells: "list[list[Item]]" = field(default_factory=list)
    content: "list[Item]" = field(default_factory=list)

    def inner(self) -> "Iterator[list[Item]]":
        """The cells of all rows."""
        return (cell for cells, _slots in self.rows for cell in cells)


Item: TypeAlias = str | Picture | Box | Table
"""What stands in the flow; a paragraph is its text, lines parted by line ends."""


class Flow:
    """Gathers what a reader meets, in order, and keeps account of the tables around it."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._tables: list[Table] = []
        self._cells = 0

    def paragraph(self, text: str, depth: int = 0, floating: Sequence[Picture | Box] = ()) -> None:
        """A paragraph that stands *depth* tables deep, and what floats over it.

        Raises:
            TooMuchError: it stands deeper than any document's tables do.
        """
        content = self._content(depth)
        content.append(text)
        content.extend(floating)

    def end_cell(self, depth: int) -> None:
        """The cell that is open at *depth* ends.

        Raises:
            TooMuchError: there are more cells than in any document.
        """
        self._content(depth)
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise TooMuchError(f"more than {_MOST_CELLS} cells")
        table = self._tables[-1]
        table.cells.append(table.content)
        table.content = []

    def end_row(self, depth: int, slots: Sequence[Slot] | None, *, deleted: bool = False) -> None:
        """The row at *depth* ends, its cells stand in *slots*; a *deleted* row is no part of the document."""
        self._content(depth)
        table = self._tables[-1]
        if not deleted:
            table.rows.append((table.cells, slots))
        table.cells = []
        table.content = []

    def items(self) -> list[Item]:
        """What has come, now that nothing more will."""
        self._close(0)
        return self._items

    def _content(self, depth: int) -> list[Item]:
        if depth > _DEEPEST:
            raise TooMuchError(f"tables more than {_DEEPEST} deep in one another")
        self._close(depth)
        while len(self._tables) < depth:
            table = Table()
            self._here().append(table)
            self._tables.append(table)
        return self._here()

    def _here(self) -> list[Item]:
        return self._tables[-1].content if self._tables else self._items

    def _close(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            if any(map(_says_something, table.content)):
                table.cells.append(table.content)
            if table.cells:
                # A row without an end: nothing tells where its cells stand.
                table.rows.append((table.cells, None))
            table.cells, table.content = [], []


def blocks(items: Sequence[Item], place: str) -> Iterator[BlockItem]:
    """The blocks that *items* are, with the place of each."""
    for number, item in enumerate(items):
        here = f"{place}/{number}"
        if isinstance(item, str):
            for line in item.split("\n"):
                if text := " ".join(line.split()):
                    yield Paragraph(text, here)
        elif isinstance(item, Picture):
            yield Image("", here)
        elif isinstance(item, Box):
            yield from blocks(item.items, f"{here}/box")
        else:
            yield from _table(item, here)


def _table(table: Table, place: str) -> Iterator[BlockItem]:
    if _lays_out(table):
        # A table around tables lays out the page: its cells are running text.
        for number, cell in enumerate(table.inner()):
            yield from blocks(cell, f"{place}/cell {number}")
        return
    for number, cell in enumerate(table.inner()):
        floating = [item for item in cell if isinstance(item, Picture | Box)]
        yield from blocks(floating, f"{place}/cell {number}")
    found: Grid | None = grid((DrawnRow([_text(cell) for cell in cells], slots) for cells, slots in table.rows), place)
    if found is not None:
        yield found


def _lays_out(table: Table) -> bool:
    """Whether there are tables of more than one cell in it; a single one is a frame around a text."""
    inner = [item for cell in table.inner() for item in cell if isinstance(item, Table)]
    return any(len(list(islice(item.inner(), 2))) > 1 or _lays_out(item) for item in inner)


def _text(cell: Sequence[Item]) -> str:
    """A cell's text with what boxes over it say: figures in brackets, as nobody can say whose they are."""
    parts: list[str] = []
    for item in cell:
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, Table):
            parts += map(_text, item.inner())
        elif isinstance(item, Box) and any(map(str.isdigit, floating := _text(item.items))):
            parts.append(f"[{floating}]")
    return " ".join(" ".join(parts).split())


def _says_something(item: Item) -> bool:
    return not isinstance(item, str) or bool(item.strip())
