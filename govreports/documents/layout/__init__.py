"""The room for formats that only state where ink is: pages of fragments and rules into blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from govreports.documents.layout.flow import Margins, Set, margins_of, paragraphs
from govreports.documents.layout.joining import fits, joined
from govreports.documents.layout.lattice import Lattice, lattices
from govreports.documents.layout.lines import Line, to_lines
from govreports.documents.layout.margins import without_margins
from govreports.documents.layout.model import Box, Fragment, Page, Rule
from govreports.documents.layout.tables import Entry, Table, fill
from govreports.documents.model import BlockItem, Cell, Grid, Image, Paragraph

__all__ = ["Box", "Flow", "Fragment", "Page", "Rule", "lay_out", "to_blocks"]

_INSIDE: Final = 2.0
_FEW_LINES: Final = 4
# Smaller pictures are marks and bullets; one as large as the page is its background.
_SMALLEST_PICTURE: Final = 40.0
_BACKGROUND: Final = 0.8

_Item: TypeAlias = Set | Table | Box


class Flow(NamedTuple):
    """What pages say, in reading order, and what of it is doubtful, in words."""

    blocks: tuple[BlockItem, ...]
    notes: tuple[str, ...]


def to_blocks(pages: Iterable[Page]) -> tuple[BlockItem, ...]:
    """Paragraphs, tables and pictures in reading order; page numbers and running heads are left out."""
    return lay_out(pages).blocks


def lay_out(pages: Iterable[Page]) -> Flow:
    """Like to_blocks, with what could not be told for certain."""
    sheets = [_sheet(page) for page in pages]
    _drop_frames(sheets)
    kept = without_margins(
        {sheet.page.number: sheet.lines for sheet in sheets}, {sheet.page.number: sheet.page.height for sheet in sheets}
    )
    items: list[_Item] = []
    notes: list[str] = []
    for sheet in sheets:
        for item in _in_order(sheet, kept[sheet.page.number]):
            last = items[-1] if items else None
            if isinstance(item, Table):
                notes += item.notes
                # Only a table that begins its page can go on from the page before.
                if isinstance(last, Table) and last.page < item.page and fits(last, item):
                    whole = joined(last, item)
                    whole.page = item.page
                    items[-1] = whole
                    continue
            items.append(item)
    return Flow(tuple(_blocks(items)), tuple(notes))


@dataclass(slots=True)
class _Sheet:
    """A page whose fragments are dealt out: to tables, or to lines of text."""

    page: Page
    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    framed: dict[int, list[Fragment]] = field(default_factory=dict)
    """The fragments of tables with a single cell, by the table's place: they may be no tables."""
    loose: list[Fragment] = field(default_factory=list)


def _sheet(page: Page) -> _Sheet:
    frames = _frames(page)
    # The innermost first, for frames around frames.
    order = sorted(range(len(frames)), key=lambda number: frames[number].box.width * frames[number].box.height)
    inside: list[list[Fragment]] = [[] for _ in frames]
    sheet = _Sheet(page)
    for fragment in page.fragments:
        x, y = fragment.box.centre
        owner = next((number for number in order if frames[number].box.holds(x, y, _INSIDE)), None)
        (sheet.loose if owner is None else inside[owner]).append(fragment)
    for lattice, fragments in zip(frames, inside, strict=True):
        if len(lattice.slots) == 1:
            sheet.framed[len(sheet.tables)] = fragments
        sheet.tables.append(fill(lattice, fragments, page.number))
    return sheet


def _frames(page: Page) -> list[Lattice]:
    found = lattices(page.rules)

    def is_around(lattice: Lattice) -> bool:
        """Whether other tables stand inside the single slot: a border around the page."""
        return len(lattice.slots) == 1 and any(
            other is not lattice and lattice.box.holds(*other.box.centre) for other in found
        )

    return [lattice for lattice in found if not is_around(lattice)]


def _drop_frames(sheets: Sequence[_Sheet]) -> None:
    """Turn boxes around text into text, unless they are a row of a table that the page break cut off."""
    for number, sheet in enumerate(sheets):
        dropped: set[int] = set()
        for place, fragments in sheet.framed.items():
            table = sheet.tables[place]
            before = sheets[number - 1].tables[-1:] if number and place == 0 else []
            behind = (
                sheets[number + 1].tables[:1] if number + 1 < len(sheets) and place == len(sheet.tables) - 1 else []
            )
            if not any(fits(table, other) for other in before + behind):
                dropped.add(place)
                sheet.loose.extend(fragments)
        sheet.tables = [table for place, table in enumerate(sheet.tables) if place not in dropped]
        sheet.lines = to_lines(sheet.loose)


def _in_order(sheet: _Sheet, lines: Sequence[Line]) -> Iterator[_Item]:
    """What a page shows, from top to bottom."""
    margins = _margins(lines, sheet)
    shown: list[tuple[float, int, _Item]] = [
        (line.box.centre[1], 1, Set(line, sheet.page.number, number, margins)) for number, line in enumerate(lines, 1)
    ]
    shown += [(table.box.top, 0, table) for table in sheet.tables if any(entry.text for entry in table.entries)]
    area = sheet.page.width * sheet.page.height
    for box in sheet.page.pictures:
        is_background = bool(sheet.page.fragments) and box.width * box.height > _BACKGROUND * area
        if min(box.width, box.height) >= _SMALLEST_PICTURE and not is_background:
            shown.append((box.top, 2, box))
    for _, _, item in sorted(shown, key=lambda entry: entry[:2]):
        yield item


def _margins(lines: Sequence[Line], sheet: _Sheet) -> Margins:
    """The margins of the text. A page with hardly any has those of its tables, or is as white on both sides."""
    left, right = margins_of(lines)
    if len(lines) < _FEW_LINES:
        right = max(right, sheet.page.width - left)
    return Margins(left, max([right, *(table.box.right for table in sheet.tables)]))


def _blocks(items: Sequence[_Item]) -> Iterator[BlockItem]:
    run: list[Set] = []
    tables = pictures = 0
    for item in [*items, None]:
        if isinstance(item, Set):
            run.append(item)
            continue
        for text, first in paragraphs(run):
            yield Paragraph(text, f"page {first.page}/line {first.number}")
        run = []
        if isinstance(item, Table):
            tables += 1
            yield _grid(item, f"table {tables}")
        elif item is not None:
            pictures += 1
            yield Image("", f"picture {pictures}")


def _grid(table: Table, place: str) -> Grid:
    rows: list[list[Cell | None]] = [[None] * (len(table.columns) - 1) for _ in range(table.height)]
    for entry in table.entries:
        cell = _cell(entry)
        for row in rows[entry.row : entry.row + entry.rowspan]:
            row[entry.column : entry.column + entry.colspan] = [cell] * entry.colspan
    return Grid(tuple(map(tuple, rows)), place)


def _cell(entry: Entry) -> Cell:
    return Cell(entry.text, entry.row, entry.column, entry.rowspan, entry.colspan)
