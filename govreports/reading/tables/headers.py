"""The columns of a block, understood from header labels that text gives one after the other.

Text gives a header row by row: first the outer labels, then the inner ones, and nothing says which
stands over which. So a header is understood only whole: every label of the block there, as often as
the form prints it, and nothing foreign among them. Otherwise it is not, and its figures have no place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreports.forms import Block, Column
from govreports.forms.labels import printed_unit
from govreports.reading.tables.lexicon import Senses

CORNER: Final = "勾稽"
"""What the forms' explanation of their sums has in it, which stands in the corner over the rows' labels."""
_CORNER_ENDS: Final = ("）", ")")


@dataclass(frozen=True, slots=True)
class HeaderLabel:
    """A label as printed in a header, and what it can mean; None if it is none of the form's."""

    text: str
    core: str
    senses: Senses | None

    def heads(self, block: Block) -> bool:
        """Whether the label is one of the block's."""
        if self.senses is None:
            return False
        return any(sense.block is block for sense in self.senses.columns) or any(
            sense.block is block for sense in self.senses.groups
        )


def shows(labels: Sequence[HeaderLabel], block: Block) -> bool:
    """Whether *labels* have a column of *block* at all."""
    return any(label.core in column.cores[-1] for label in labels if label.heads(block) for column in block.columns)


def understand(labels: Sequence[HeaderLabel], block: Block) -> list[Column]:
    """All columns of *block* from left to right, or none if the header cannot be understood."""
    first = next((place for place, label in enumerate(labels) if label.heads(block)), len(labels))
    own = labels[first:]
    if not _is_led(labels[:first], block):
        return []
    if any(label.senses is None and label.core for label in own):
        return []
    if _is_flat(block):
        return _by_name(own, block)
    return _by_run(own, block)


def cut_labels(labels: Sequence[HeaderLabel], block: Block) -> dict[str, str] | None:
    """Labels that a page has cut: as printed -> the form's, if the header shows the form's order otherwise.

    Only for blocks with one row of headers; None if anything else differs.
    """
    last = labels[-len(block.columns) :]
    if len(last) < len(block.columns) or any(len(column.labels) > 1 for column in block.columns):
        return None
    if not _is_led(labels[: -len(block.columns)], block):
        return None
    cut: dict[str, str] = {}
    for label, column in zip(last, block.columns, strict=True):
        if label.core in column.cores[-1]:
            continue
        if len(label.core) < 3 or not any(spelling.startswith(label.core) for spelling in column.cores[-1]):
            return None
        cut[label.text] = column.labels[-1]
    return cut


def _is_led(before: Sequence[HeaderLabel], block: Block) -> bool:
    """Whether the columns begin where the form lets them begin: anything else before them may head a column too."""
    if block.lead is None or not before:
        return True
    *beside, lead = before
    if lead.core != block.lead or any(label.core == block.lead for label in beside):
        return False
    # What stands between the explanation in the corner, perhaps broken up, and the lead heads a column of its own.
    corner = next((place for place, label in enumerate(beside) if CORNER in label.text), len(beside))
    return not beside[corner + 1 :] or beside[-1].text.rstrip().endswith(_CORNER_ENDS)


def _is_flat(block: Block) -> bool:
    """Whether a column's last header alone tells which column it is."""
    names = [column.labels[-1] for column in block.columns]
    return len(set(names)) == len(names)


def _by_name(labels: Sequence[HeaderLabel], block: Block) -> list[Column]:
    """Columns that their own label tells; a group's columns stand where its label does."""
    printed = [
        next((column for column in block.columns if label.core in column.cores[-1]), None)
        for label in labels
        if label.heads(block)
    ]
    columns = [column for column in printed if column is not None]
    if len(columns) != len(block.columns) or len(set(columns)) != len(columns):
        return []
    groups = {column.labels[:-1] for column in block.columns if len(column.labels) > 1}
    order = columns
    for group in groups:
        inside = [column for column in columns if column.labels[:-1] == group]
        places = [place for place, label in enumerate(labels) if label.core in inside[0].cores[-2]]
        if not places:
            # Without the group's label only a single row of headers, in the form's order, is plain.
            return columns if columns == list(block.columns) else []
        if len(places) > 1:
            return []
        before = [
            column
            for place, label in enumerate(labels)
            if place < places[0]
            for column in columns
            if label.core in column.cores[-1] and column not in inside
        ]
        after = [column for column in order if column not in inside and column not in before]
        order = [*before, *inside, *after]
    return order


def _by_run(labels: Sequence[HeaderLabel], block: Block) -> list[Column]:
    """Columns of groups that all have the same inner labels (table four).

    Each time the inner labels begin anew the next group is meant: those with a single label over
    them first, as their row comes first.
    """
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in block.columns:
        groups.setdefault(column.labels[:-1], []).append(column)
    places = {group: _places(group, labels, columns[0]) for group, columns in groups.items()}
    if any(place is None for place in places.values()):
        return []
    own = [label for label in labels if any(label.core in column.cores[-1] for column in block.columns)]
    if len(own) != len(block.columns):
        return []
    found: dict[tuple[str, ...], list[Column]] = {}
    start = 0
    for group in sorted(groups, key=lambda group: (len(group), places[group] or ())):
        run = own[start : start + len(groups[group])]
        start += len(run)
        columns = [next((c for c in groups[group] if label.core in c.cores[-1]), None) for label in run]
        known = [column for column in columns if column is not None]
        if len(set(known)) != len(groups[group]):
            return []
        found[group] = known
    return [column for group in sorted(groups, key=lambda group: places[group] or ()) for column in found[group]]


def _places(group: tuple[str, ...], labels: Sequence[HeaderLabel], column: Column) -> tuple[int, ...] | None:
    """Where each label over a group is printed, outermost first; None unless each is printed just once."""
    places: list[int] = []
    for cores in column.cores[: len(group)]:
        printed = [place for place, label in enumerate(labels) if label.core in cores]
        if len(printed) != 1:
            return None
        places += printed
    return tuple(places)


def printed_units(labels: Sequence[HeaderLabel], block: Block) -> dict[Column, str | None]:
    """The unit that each column of *block* states in its header, None where it states none."""
    return {
        sense.column: printed_unit(label.text)
        for label in labels
        if label.senses is not None
        for sense in label.senses.columns
        if sense.block is block
    }
