"""What stands in the slots of a lattice: fragments into cells, torn where nobody can say whose they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from govreports.documents.layout.lattice import Lattice, Slot
from govreports.documents.layout.lines import Line, join, to_lines
from govreports.documents.layout.model import Box, Fragment

UNCERTAIN: Final = "\ufffd"
"""Stands behind a figure that may be another cell's, so that nobody takes it for certain."""

# How far text may reach over a border, and how much white parts two texts, in heights of a line.
_OVER: Final = 0.2
_APART: Final = 0.2
# Nearer to a border above or below than this (in heights) a figure stands on it.
_ON_BORDER: Final = 0.15
# A line of text that ends nearer to its slot's right side than this (in heights) may have been wrapped.
_FULL: Final = 1.5
# Points between a border and the text beside it, where it is not set in the middle.
_MOST_PADDING: Final = 8.0
_FIGURE: Final = re.compile(r"[0-9０-９.,，．]")


class Entry(NamedTuple):
    """A cell before it has a grid: its text and where it stands."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    is_full: bool = False
    """Whether the last line of the text goes as far as the cell does, so that it may go on elsewhere."""


@dataclass(slots=True)
class Table:
    """One table on one page, or what several pages have of it."""

    page: int
    box: Box
    columns: tuple[float, ...]
    """Where columns begin, from the table's left side, and where the last one ends."""
    height: int
    """How many rows it has."""
    entries: list[Entry]
    notes: list[str] = field(default_factory=list)


def fill(lattice: Lattice, fragments: Iterable[Fragment], page: int) -> Table:
    """The table that *fragments*, all inside of *lattice*, make."""
    inside: dict[Slot, list[Fragment]] = {}
    notes: list[str] = []
    for fragment in fragments:
        for slot, piece, doubt in _pieces(fragment, lattice):
            inside.setdefault(slot, []).append(piece)
            if doubt:
                notes.append(f"page {page}: {doubt}")
    entries: list[Entry] = []
    for slot in lattice.slots:
        if slot.is_outside and slot not in inside:
            continue
        lines = to_lines(inside.get(slot, ()))
        text = join(line.text for line in lines)
        entries.append(Entry(text, slot.row, slot.column, slot.rowspan, slot.colspan, _is_full(lines, slot.box)))
    left = lattice.columns[0]
    columns = tuple(place - left for place in lattice.columns)
    # The same doubt over every border that a run crosses is one doubt.
    return Table(page, lattice.box, columns, len(lattice.rows) - 1, entries, list(dict.fromkeys(notes)))


def _is_full(lines: Sequence[Line], box: Box) -> bool:
    """Whether there was no room for another character behind the last line."""
    if not lines:
        return False
    padding = min(max(lines[-1].box.left - box.left, 0.0), _MOST_PADDING)
    return box.right - padding - lines[-1].box.right < _FULL * lines[-1].box.height


def _pieces(fragment: Fragment, lattice: Lattice) -> Iterator[tuple[Slot, Fragment, str]]:
    """The fragment's parts by slot, and what is doubtful about them."""
    box = fragment.box
    _, y = box.centre
    first, last = lattice.at(box.left + _OVER * box.height, y), lattice.at(box.right - _OVER * box.height, y)
    if first is last or box.width < 2 * _OVER * box.height:
        slot = first if first is last else lattice.at(box.centre[0], y)
        yield from _upright(fragment, slot, lattice)
        return
    spans = fragment.spans or tuple(_even(fragment))
    middles = [(left + right) / 2 for left, right in spans]
    slots = [lattice.at(x, y) for x in middles]
    cuts = [0, *(place for place in range(1, len(slots)) if slots[place] is not slots[place - 1]), len(slots)]
    if len(cuts) == 2:
        yield from _upright(fragment, slots[0], lattice)
        return
    torn = [cut for cut in cuts[1:-1] if _is_torn(fragment, spans, cut, slots[cut].box.left)]
    if torn:
        # Whose digits these are nobody can say: every slot they may belong to gets them, torn.
        text = fragment.text
        for cut in reversed(torn):
            text = f"{text[:cut]} {text[cut:]}"
        for slot in dict.fromkeys(slots):
            yield slot, Fragment(text, _within(box, slot)), f"{fragment.text!r} stands across a border between cells"
        return
    for start, stop in pairwise(cuts):
        text = fragment.text[start:stop].strip()
        if text:
            part = Box(spans[start][0], box.top, spans[stop - 1][1], box.bottom)
            yield from _upright(Fragment(text, part, spans[start:stop]), slots[start], lattice)


def _upright(fragment: Fragment, slot: Slot, lattice: Lattice) -> Iterator[tuple[Slot, Fragment, str]]:
    """A fragment of one column; a figure that stands on the border between two rows may be either's."""
    box = fragment.box
    x, y = box.centre
    reach = _ON_BORDER * box.height
    slots = dict.fromkeys((lattice.at(x, y - reach), lattice.at(x, y + reach)))
    if len(slots) < 2 or not _FIGURE.search(fragment.text):
        yield slot, fragment, ""
        return
    for either in slots:
        doubtful = Fragment(fragment.text + UNCERTAIN, box)
        yield either, doubtful, f"{fragment.text!r} stands on the border between two rows"


def _is_torn(fragment: Fragment, spans: Sequence[tuple[float, float]], cut: int, border: float) -> bool:
    """Whether the border before character *cut* goes through what may be one number."""
    before, behind = fragment.text[:cut].rstrip()[-1:], fragment.text[cut:].lstrip()[:1]
    if not _FIGURE.match(before) or not _FIGURE.match(behind):
        return False
    if not fragment.spans:
        return True
    left, right = cut - 1, cut
    while left > 0 and fragment.text[left].isspace():
        left -= 1
    while right < len(spans) - 1 and fragment.text[right].isspace():
        right += 1
    height = fragment.box.height
    straddles = spans[left][1] > border + _OVER * height or spans[right][0] < border - _OVER * height
    return straddles or spans[right][0] - spans[left][1] < _APART * height


def _even(fragment: Fragment) -> list[tuple[float, float]]:
    """Where the characters may be, if each is as wide as the others (Latin ones half as wide as Chinese ones)."""
    weights = [1 if character < "\u2e80" else 2 for character in fragment.text]
    unit = fragment.box.width / sum(weights)
    spans: list[tuple[float, float]] = []
    left = fragment.box.left
    for weight in weights:
        spans.append((left, left + weight * unit))
        left += weight * unit
    return spans


def _within(box: Box, slot: Slot) -> Box:
    """The part of *box* that lies over the columns of *slot*."""
    return Box(max(box.left, slot.box.left), box.top, min(box.right, slot.box.right), box.bottom)
