"""What on a page is ink: pictures as arrays of grey, the marks on them, and the lines that the marks make."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]
"""A picture of height × width, 0 black to 255 white."""
Marks: TypeAlias = NDArray[np.bool_]
"""Which pixels of a picture are ink."""
Span: TypeAlias = tuple[int, int]
"""Half-open, in pixels."""

# Ink is at least this much darker than the paper around it, in shares of the paper's brightness.
_DARKER: Final = 0.25
# A mark with fewer pixels is a speck of dust: half of a decimal point at the size that pages are read at.
_DUST: Final = 5


def even(picture: Grey) -> Grey:
    """*picture* with its paper made white, whatever its shade, and shadows with it."""
    height, width = picture.shape
    scale = 8
    small = cv2.resize(picture, (max(1, width // scale), max(1, height // scale)), interpolation=cv2.INTER_AREA)
    # Paper is what lies between letters: the brightest nearby.
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(paper, 1), scale=255), np.uint8)


def ink(evened: Grey) -> Marks:
    """The dark marks of a picture whose paper is white, without specks of dust."""
    threshold, _ = cv2.threshold(evened, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Otsu parts grain from grain where a picture is all paper.
    marks = np.asarray(evened < min(max(threshold, 96.0), 255 * (1 - _DARKER)), np.uint8)
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(marks, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _DUST
    kept[0] = False
    return np.asarray(kept[labels], np.bool_)


def text_lines(marks: Marks, letter: int) -> Iterator[Span]:
    """The rows that lines of text fill; *letter* is how tall a letter is at most.

    Letters such as 二 and 三 have white rows inside: what fits into one letter's height is one line.
    """
    spans: list[Span] = []
    for top, bottom in runs(inked(marks, 1)):
        if spans and bottom - spans[-1][0] <= letter:
            spans[-1] = (spans[-1][0], bottom)
        else:
            spans.append((top, bottom))
    yield from spans


def inked(marks: Marks, axis: int) -> NDArray[np.bool_]:
    """Which columns (*axis* 0) or rows (1) of *marks* have any ink."""
    return np.asarray(marks.any(axis=axis), np.bool_)


def runs(drawn: NDArray[np.bool_]) -> Iterator[Span]:
    """The runs of True in *drawn*.

    >>> list(runs(np.array([True, False, True, True])))
    [(0, 1), (2, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], drawn.astype(np.int8), [0]))))
    for start, stop in edges.reshape(-1, 2):
        yield int(start), int(stop)
