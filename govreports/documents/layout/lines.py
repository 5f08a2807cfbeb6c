"""Fragments into lines, and lines into one text."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from govreports.documents.layout.model import Box, Fragment

# Two fragments whose middles are nearer than this, in heights, stand on one line.
_ONE_LINE: Final = 0.4


class Line(NamedTuple):
    """Fragments side by side; *text* has a space between them."""

    text: str
    box: Box
    fragments: tuple[Fragment, ...]

    @property
    def widest_gap(self) -> float:
        """The most white between two neighbours, in heights of the line."""
        gaps = [b.box.left - a.box.right for a, b in pairwise(self.fragments)]
        return max(gaps, default=0.0) / max(self.box.height, 1.0)


def to_lines(fragments: Iterable[Fragment]) -> list[Line]:
    """The lines that *fragments* make, from top to bottom."""
    groups: list[list[Fragment]] = []
    middle = height = 0.0
    for fragment in sorted(fragments, key=lambda fragment: fragment.box.top + fragment.box.bottom):
        own_middle, own_height = fragment.box.centre[1], fragment.box.height
        if groups and own_middle - middle < _ONE_LINE * min(height, own_height):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
            middle, height = own_middle, own_height
    return [_line(group) for group in groups]


def join(texts: Iterable[str]) -> str:
    """Lines as one text: Chinese wraps anywhere, without a space; words and numbers are kept apart."""
    joined = ""
    for text in texts:
        apart = _parts(joined[-1:]) and _parts(text[:1])
        joined = f"{joined} {text}" if apart else joined + text
    return joined


def _parts(character: str) -> bool:
    if not character:
        return False
    return (character.isascii() and (character.isalnum() or character in ".,")) or "\uff10" <= character <= "\uff19"


def _line(group: list[Fragment]) -> Line:
    group.sort(key=lambda fragment: fragment.box.left)
    boxes = [fragment.box for fragment in group]
    box = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return Line(" ".join(fragment.text for fragment in group), box, tuple(group))
