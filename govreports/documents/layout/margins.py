"""What pages print around their text: numbers and running heads."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from govreports.documents.layout.lines import Line

# What part of the page's height above and below belongs to its margins.
_MARGIN: Final = 0.1
_MARKED_NUMBER: Final = re.compile(
    r"[-—–―－‐‑─~·•．.\s]+\d{1,4}[-—–―－‐‑─~·•．.\s]+"
    r"|第\s*\d{1,4}\s*页(\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|[Pp]age\s*\d{1,4}(\s*of\s*\d{1,4})?"
)
_PLAIN_NUMBER: Final = re.compile(r"\d{1,4}")


def without_margins(pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float]) -> dict[int, list[Line]]:
    """The lines of each page that are not its number and not a running head.

    A bare number is the page's only where numbers count with the pages: it may be a figure.
    """
    offsets = Counter(
        int(line.text) - number
        for number, lines in pages.items()
        for line in lines
        if _PLAIN_NUMBER.fullmatch(line.text) and _is_outside(line, heights[number])
    )
    usual, often = offsets.most_common(1)[0] if offsets else (0, 0)
    counted = {usual} if often > 1 else {0}
    heads = Counter(
        _head(line) for number, lines in pages.items() for line in _outer(lines) if _is_outside(line, heights[number])
    )
    repeated = {head for head, count in heads.items() if count > 1 and head}

    def is_margin(number: int, line: Line, outer: Sequence[Line]) -> bool:
        if not _is_outside(line, heights[number]):
            return False
        if _MARKED_NUMBER.fullmatch(line.text.strip()):
            return True
        if _PLAIN_NUMBER.fullmatch(line.text):
            return int(line.text) - number in counted
        return line in outer and _head(line) in repeated

    return {
        number: [line for line in lines if not is_margin(number, line, _outer(lines))]
        for number, lines in pages.items()
    }


def _is_outside(line: Line, height: float) -> bool:
    _, middle = line.box.centre
    return not _MARGIN * height < middle < (1 - _MARGIN) * height


def _outer(lines: Sequence[Line]) -> list[Line]:
    """The page's first line and its last."""
    return [*lines[:1], *lines[1:][-1:]]


def _head(line: Line) -> str:
    """What is the same of a running head on all pages; nothing of a line that is only a number."""
    return re.sub(r"[\d\s]", "", line.text)
