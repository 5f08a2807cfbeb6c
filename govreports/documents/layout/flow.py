"""Lines into paragraphs.

A new paragraph begins where a line is indented, where the line before ends short of the right margin,
or where the type changes its size. A line with wide gaps is a row of something: it stays alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from govreports.documents.layout.lines import Line, join

# In heights of a line.
_INDENT: Final = 0.8
_SHORT: Final = 2.2
_PITCH: Final = 1.6
_ROW_GAP: Final = 2.5
_OTHER_SIZE: Final = 1.25
_HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_SENTENCE_END: Final = tuple("。！？；：:;")


class Margins(NamedTuple):
    """Where the lines of one page begin and end."""

    left: float
    right: float


class Set(NamedTuple):
    """A line and the page it is set on."""

    line: Line
    page: int
    number: int
    margins: Margins


def margins_of(lines: Sequence[Line]) -> Margins:
    """Where most lines of a page begin, and where the long ones end."""
    if not lines:
        return Margins(0.0, 0.0)
    lefts = Counter(round(line.box.left / 4) for line in lines)
    # Of several that are usual the leftmost: indented lines may be as many as others.
    usual = [place for place, count in lefts.items() if count >= max(2, max(lefts.values()) / 3)]
    left = min(usual) * 4.0 if usual else min(line.box.left for line in lines)
    return Margins(left, max(line.box.right for line in lines))


def paragraphs(lines: Iterable[Set]) -> Iterator[tuple[str, Set]]:
    """The texts of the paragraphs that *lines* make, each with its first line."""
    group: list[Set] = []
    for line in lines:
        if group and not _goes_on(group, line):
            yield join(item.line.text for item in group), group[0]
            group = []
        group.append(line)
    if group:
        yield join(item.line.text for item in group), group[0]


def _goes_on(group: Sequence[Set], following: Set) -> bool:
    """Whether a line continues the paragraph before it."""
    before = group[-1]
    line, height = following.line, before.line.box.height
    if max(before.line.widest_gap, line.widest_gap) > _ROW_GAP:
        return False
    if not 1 / _OTHER_SIZE < line.box.height / max(height, 0.1) < _OTHER_SIZE:
        return False
    if line.box.left - following.margins.left > _INDENT * height:
        return False
    if before.margins.right - before.line.box.right > _SHORT * height:
        return False
    if _HEADING.match(line.text) and before.line.text.endswith(_SENTENCE_END):
        return False
    if before.page == following.page and len(group) > 1:
        pitch = group[-1].line.box.top - group[-2].line.box.top
        if group[-2].page == before.page and line.box.top - before.line.box.top > _PITCH * pitch:
            return False
    return True
