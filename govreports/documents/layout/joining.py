"""Tables that page breaks have cut, put together again."""

import re
from collections.abc import Sequence
from typing import Final

from govreports.documents.layout.lines import join
from govreports.documents.layout.tables import Entry, Table

# Points by which borders may differ from page to page.
_SAME: Final = 4.0
_ORDINAL: Final = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．,，]|[①-⑳]|第[一二三四五六七八九十]+条|其中")
_FIGURE: Final = re.compile(
    r"[增减加少净+＋\-−－—]*[\d０-９][\d０-９,，.．\s]*[万亿]?[元件项条笔次个宗起份]?([（(].*[）)])?\ufffd?|[/／\\\-—－无]+"
)
# Rows that a table repeats on every page: no form has more of them.
_MOST_HEADERS: Final = 6


def fits(above: Table, below: Table) -> bool:
    """Whether two tables are as wide as each other: the second may be the first one's rest."""
    return abs(above.columns[-1] - below.columns[-1]) <= _SAME


def joined(above: Table, below: Table) -> Table:
    """One table of two, the second beginning where a page break cut the first."""
    columns = _merged(above.columns, below.columns)
    upper = _on(above, columns)
    lower = _without_headers(upper, _on(below, columns))
    height = above.height
    lower_rows = sorted({entry.row for entry in lower})
    if not lower_rows:
        return Table(above.page, above.box, columns, height, upper, above.notes + below.notes)
    if _goes_on(_ending(upper, height), _beginning(lower, lower_rows[0])):
        return _glued(above, below, columns, upper, lower, lower_rows[0])
    shift = height - lower_rows[0]
    lower = [entry._replace(row=entry.row + shift) for entry in lower]
    whole = _with_groups(upper, lower, height)
    end = max(entry.row + entry.rowspan for entry in whole)
    return Table(above.page, above.box, columns, end, whole, above.notes + below.notes)


def is_figure(text: str) -> bool:
    """Whether *text* is what a cell of figures holds, if it is not blank."""
    return _FIGURE.fullmatch(text) is not None


def _merged(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The edges of both, those that are nearly the same once."""
    merged: list[float] = []
    for place in sorted([*one, *other]):
        if not merged or place - merged[-1] > _SAME:
            merged.append(place)
    return tuple(merged)


def _on(table: Table, columns: Sequence[float]) -> list[Entry]:
    """The table's entries with their places among *columns*."""
    places = [min(range(len(columns)), key=lambda number: abs(columns[number] - place)) for place in table.columns]
    entries: list[Entry] = []
    for entry in table.entries:
        start, stop = places[entry.column], places[entry.column + entry.colspan]
        if stop > start:
            entries.append(entry._replace(column=start, colspan=stop - start))
    return entries


def _ending(entries: Sequence[Entry], height: int) -> list[Entry]:
    return [entry for entry in entries if entry.row + entry.rowspan == height]


def _beginning(entries: Sequence[Entry], row: int) -> list[Entry]:
    return [entry for entry in entries if entry.row == row]


def _without_headers(upper: Sequence[Entry], lower: list[Entry]) -> list[Entry]:
    """*lower* without the rows that repeat the first rows of *upper*."""

    def rows(entries: Sequence[Entry], stop: int) -> list[tuple[str, int, int, int, int]]:
        return sorted(
            (re.sub(r"\s", "", entry.text), entry.row, entry.column, entry.rowspan, entry.colspan)
            for entry in entries
            if entry.row < stop
        )

    def is_heading(stop: int) -> bool:
        head = [entry for entry in upper if entry.row < stop]
        return all(entry.row + entry.rowspan <= stop and not is_figure(entry.text) for entry in head) and any(
            entry.text for entry in head
        )

    for stop in range(_MOST_HEADERS, 0, -1):
        if is_heading(stop) and rows(upper, stop) == rows(lower, stop):
            return [entry for entry in lower if entry.row >= stop]
    return lower


def _goes_on(upper: Sequence[Entry], lower: Sequence[Entry]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It is where its cells are those of that row, where a label was wrapped at the break, and where
    no cell has a figure in both: two rows of figures are two rows.
    """
    above = {(entry.column, entry.colspan): entry for entry in upper}
    below = {(entry.column, entry.colspan): entry for entry in lower}
    if above.keys() != below.keys():
        return False
    tails = {key: entry for key, entry in below.items() if entry.text and not is_figure(entry.text)}
    for key, tail in tails.items():
        head = above[key]
        if not head.text or is_figure(head.text) or not head.is_full or _ORDINAL.match(tail.text):
            return False
    # Cells that span rows go on in any case: it takes a tail in the row proper.
    if all(max(above[key].rowspan, below[key].rowspan) > 1 for key in tails):
        return False
    figures_above = {key for key, entry in above.items() if is_figure(entry.text)}
    figures_below = {key for key, entry in below.items() if is_figure(entry.text)}
    return not figures_above or not figures_below


def _glued(
    above: Table, below: Table, columns: tuple[float, ...], upper: list[Entry], lower: list[Entry], first: int
) -> Table:
    """The tables with the first row of the second inside the last row of the first."""
    rest = {(entry.column, entry.colspan): entry for entry in lower if entry.row == first}
    glued: list[Entry] = []
    for entry in upper:
        if entry.row + entry.rowspan == above.height and (tail := rest.pop((entry.column, entry.colspan), None)):
            text = join(filter(None, (entry.text, tail.text)))
            glued.append(entry._replace(text=text, rowspan=entry.rowspan + tail.rowspan - 1))
        else:
            glued.append(entry)
    shift = above.height - first - 1
    glued += [entry._replace(row=entry.row + shift) for entry in lower if entry.row > first]
    end = max(entry.row + entry.rowspan for entry in glued)
    return Table(above.page, above.box, columns, end, glued, above.notes + below.notes)


def _with_groups(upper: list[Entry], lower: list[Entry], height: int) -> list[Entry]:
    """Both together, cells that span the break made one."""
    ending = {(entry.column, entry.colspan): entry for entry in _ending(upper, height)}
    whole = list(upper)
    for entry in lower:
        head = ending.get((entry.column, entry.colspan)) if entry.row == height else None
        if head is None or not _is_one_group(head, entry):
            whole.append(entry)
            continue
        text = head.text if entry.text == head.text else join(filter(None, (head.text, entry.text)))
        whole[whole.index(head)] = head._replace(text=text, rowspan=head.rowspan + entry.rowspan)
    return whole


def _is_one_group(head: Entry, rest: Entry) -> bool:
    """Whether a cell at a page's end and one at the next page's beginning are one that spans rows of both."""
    if max(head.rowspan, rest.rowspan) < 2 or is_figure(head.text) or is_figure(rest.text):
        return False
    if not head.text or not rest.text or head.text == rest.text:
        return True
    return bool(_ORDINAL.match(head.text)) and not _ORDINAL.match(rest.text)
