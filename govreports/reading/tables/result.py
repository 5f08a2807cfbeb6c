"""What the table readers find: readings of cells, by path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from govreports.forms import Block, Column, Row
from govreports.reading.numbers import Number, read_figure

AMBIGUOUS: Final = "ambiguous"
RECOVERED: Final = "recovered"


class Reading(NamedTuple):
    """One cell: its figure, the text it was read from, and its status where there is one to note.

    *candidates*: what an ambiguous cell may be; what a recovered one is, and what else it may be if the
    source has a figure wrong. None among them is a blank cell.
    """

    value: Number | None
    raw: str | None
    status: str | None
    candidates: tuple[Number | None, ...] = ()


@dataclass(slots=True)
class Readings:
    """The cells found so far. A cell that two places give different figures for becomes ambiguous."""

    cells: dict[str, Reading] = field(default_factory=dict)
    misspelt: dict[str, str] = field(default_factory=dict)
    """Labels that only a fuzzy match could place: as printed -> the form's label."""
    tables: set[str] = field(default_factory=set)
    """Names of the tables in which anything was found."""

    def put(self, block: Block, row: Row, column: Column, text: str, header_unit: str | None) -> None:
        """Read *text* as the cell of *row* and *column*."""
        value, status = read_figure(text, column, header_unit)
        self.tables.add(block.table)
        self._merge(block.path(row, column), Reading(value, text, status))

    def add(self, block: Block, row: Row, column: Column, reading: Reading) -> None:
        """Take *reading* as the cell of *row* and *column*."""
        self.tables.add(block.table)
        self._merge(block.path(row, column), reading)

    def put_unsure(self, block: Block, row: Row, column: Column, raw: str) -> None:
        """Note that the cell is there, printed somewhere in *raw*, but not for certain where."""
        self.tables.add(block.table)
        self._merge(block.path(row, column), Reading(None, raw, AMBIGUOUS))

    def put_reading(self, table: str, path: str, reading: Reading) -> None:
        """Note *reading* as the cell at *path* of *table*."""
        self.tables.add(table)
        self._merge(path, reading)

    def fill(self, table: str, cells: Mapping[str, Reading]) -> None:
        """Note *cells* of *table*, in the place of what was found there."""
        self.tables.add(table)
        self.cells.update(cells)

    def take(self, other: "Readings", tables: set[str]) -> None:
        """Take over what *other* found in *tables*."""
        for path, reading in other.cells.items():
            table = path.split(".", 1)[0]
            if table in tables:
                self.tables.add(table)
                self._merge(path, reading)
        self.misspelt.update(other.misspelt)

    def _merge(self, path: str, new: Reading) -> None:
        old = self.cells.get(path)
        if old is None or (old.status == "blank" and new.status != "blank"):
            self.cells[path] = new
        elif new.status != "blank" and old.value != new.value:
            self.cells[path] = Reading(None, f"{old.raw} / {new.raw}", AMBIGUOUS)
