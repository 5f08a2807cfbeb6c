"""One page's picture into what a layout is made of: ruling lines, and texts with their places.

Cells first: the lines of the tables are found, and the text of each cell is read by itself, so that
no text is ever placed in a cell that it does not stand in. What stands outside tables is looked for
by rapidocr's own detector.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

import cv2
import numpy as np

from govreports.documents.layout.model import Box, Fragment, Page, Rule
from govreports.documents.ocr.ink import Grey, Marks, even, ink, inked, runs, text_lines
from govreports.documents.ocr.lines import Frame, find_frames
from govreports.documents.ocr.pictures import WIDTH
from govreports.documents.ocr.recognise import Recognised, Recogniser
from govreports.documents.ocr.skew import straightened

# Whatever paper it was: a page as wide as A4, in points.
_POINT: Final = 595 / WIDTH

DOUBTFUL: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands after what was read and could be something else, and alone where there is ink that nothing was read from."""

# All in pixels of a page as wide as pictures.WIDTH.
_LINE_REACH: Final = 8
_INSET: Final = 3
_SLIVER: Final = 4
_USUAL_LETTER: Final = 32
_TALLEST_LETTER: Final = 70
_LEAST_INK: Final = 40
# The detector finds lines of text at half the size that they are read at, in a quarter of the time.
_FINDING: Final = 0.5
_TALLEST_BAND: Final = 2600
_MOST_LETTERS: Final = 60
_FULL_STOP: Final = 14

# What figures are made of, what the recogniser takes for their parts, and marks that are no letters.
_LIKE_A_FIGURE: Final = re.compile(r"[\W\d_lIoOQDSZB〇○]*")
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"[\d,.]+")
_SURE: Final = 0.9


class _Piece(NamedTuple):
    """A picture of one line of text, where it stands, and the number of the cell that it stands in."""

    picture: Grey
    box: tuple[float, float, float, float]
    cell: int | None


def read_page(picture: Grey, number: int, recogniser: Recogniser) -> Page:
    """Read *picture*, which is as wide as pages are made, as page *number* of that many points' width."""
    page = even(straightened(picture))
    frames = find_frames(page)
    bare = page.copy()
    marks = ink(page)
    for frame in frames:
        _rub_out(frame, bare, marks)
    pieces = [*_in_cells(frames, bare), *_outside(frames, bare, recogniser)]
    texts = zip(_read(pieces, recogniser), pieces, strict=True)
    fragments = [
        Fragment(_doubted(text, piece.box, frames) if piece.cell is not None else text, _points(piece.box))
        for text, piece in _with_long_figures_whole([(text, piece) for text, piece in texts if text])
    ]
    rules = [Rule(_points(line)) for frame in frames for line in frame.lines()]
    return Page(number, page.shape[1] * _POINT, page.shape[0] * _POINT, tuple(fragments), tuple(rules))


def _with_long_figures_whole(texts: Sequence[tuple[str, _Piece]]) -> Iterator[tuple[str, _Piece]]:
    """*texts*, figures that a narrow cell breaks over lines put together: whether they are one, their sums will tell."""
    for _cell, found in groupby(texts, lambda item: (item[1].cell is None, item[1].cell)):
        lines = list(found)
        boxes = [piece.box for _text, piece in lines]
        below_each_other = all(above[3] <= below[1] for above, below in pairwise(boxes))
        if lines[0][1].cell is None or not below_each_other or not all(_DIGITS.fullmatch(text) for text, _ in lines):
            yield from lines
            continue
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        whole = (min(lefts), min(tops), max(rights), max(bottoms))
        yield "".join(text for text, _piece in lines), lines[0][1]._replace(box=whole)


def _points(box: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = box
    return Box(left * _POINT, top * _POINT, right * _POINT, bottom * _POINT)


def _doubted(text: str, box: tuple[float, float, float, float], frames: Sequence[Frame]) -> str:
    """*text*, marked as doubtful where it may be what is left of a line: a bar reads as 1."""
    left, top, right, bottom = box
    over_rest = any(
        x0 - _LINE_REACH <= right
        and left <= x1 + _LINE_REACH
        and y0 - _LINE_REACH <= bottom
        and top <= y1 + _LINE_REACH
        for frame in frames
        for x0, y0, x1, y1 in frame.doubtful
    )
    return text + DOUBTFUL if over_rest and not text.endswith(DOUBTFUL) and _LIKE_A_FIGURE.fullmatch(text) else text


def _rub_out(frame: Frame, page: Grey, marks: Marks) -> None:
    """Paint the lines of *frame* white, each piece as thick as it is there."""
    for number, y in enumerate(frame.rows):
        for start, stop in runs(frame.across[number]):
            for column in range(start, stop):
                left, right = round(frame.columns[column]), round(frame.columns[column + 1])
                _rub_out_piece(y, (left - _SLIVER, right + _SLIVER), page, marks)
    for number, x in enumerate(frame.columns):
        for start, stop in runs(frame.down[:, number]):
            for row in range(start, stop):
                top, bottom = round(frame.rows[row]), round(frame.rows[row + 1])
                _rub_out_piece(x, (top - _SLIVER, bottom + _SLIVER), page.T, marks.T)


def _rub_out_piece(at: float, along: tuple[int, int], page: Grey, marks: Marks) -> None:
    top = max(0, round(at) - _LINE_REACH)
    span = slice(max(0, along[0]), along[1])
    band = marks[top : round(at) + _LINE_REACH + 1, span]
    if not band.size:
        return
    inked = np.flatnonzero(band.mean(axis=1) >= 0.35)
    middle = round(at) - top
    # A faint line is no ink, and shows in its darkest row only.
    first, last = (min(inked[0], middle), max(inked[-1], middle)) if inked.size else (middle, middle)
    page[max(0, top + first - 2) : top + last + 3, span] = 255


def _in_cells(frames: Sequence[Frame], page: Grey) -> Iterator[_Piece]:
    marks = ink(page)
    slots = [slot for frame in frames for slot in frame.slots()]
    insides = [_inside(slot, marks) for slot in slots]
    letter = _letter(insides)
    for cell, ((left, top, _right, _bottom), inside) in enumerate(zip(slots, insides, strict=True)):
        x, y = round(left) + _INSET, round(top) + _INSET
        lines = list(text_lines(inside, letter))
        for number, (first, last) in enumerate(lines):
            above = lines[number - 1][1] if number else 0
            below = lines[number + 1][0] if number + 1 < len(lines) else inside.shape[0]
            for start, stop in _words(inside[first:last], letter):
                box = (x + start, y + first, x + stop, y + last)
                yield _Piece(_cut(page, box, (y + above, y + below), letter), box, cell)


def _inside(slot: tuple[float, float, float, float], marks: Marks) -> Marks:
    """The ink of a cell, without what its lines left at its edges."""
    left, top, right, bottom = (round(edge) for edge in slot)
    inside = marks[top + _INSET : bottom - _INSET, left + _INSET : right - _INSET]
    if not inside.any():
        return inside
    inside = inside.copy()
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(np.asarray(inside, np.uint8), connectivity=8)
    height, width = inside.shape
    for number, (x, y, wide, high, _area) in enumerate(stats[1:], start=1):
        level = high <= _SLIVER and (y == 0 or y + high == height)
        upright = wide <= _SLIVER and (x == 0 or x + wide == width)
        if level or upright:
            inside[labels == number] = False
    return inside


def _letter(insides: Sequence[Marks]) -> int:
    """How tall letters are at most: by the lines of text that are clearly longer than tall."""
    heights = [
        bottom - top
        for inside in insides
        for top, bottom in runs(inked(inside, 1))
        if 12 <= bottom - top <= _TALLEST_LETTER and inked(inside[top:bottom], 0).sum() > 2 * (bottom - top)
    ]
    return round(1.25 * float(np.median(heights))) if heights else _USUAL_LETTER


def _words(line: Marks, letter: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line that no gap wider than a letter parts."""
    start, end = None, 0
    for left, right in runs(inked(line, 0)):
        if start is not None and left - end > letter:
            yield start, end
            start = None
        start, end = left if start is None else start, right
    if start is not None:
        yield start, end


def _cut(page: Grey, box: tuple[int, int, int, int], room: tuple[int, int], letter: int) -> Grey:
    """The picture of a line, at least as tall as a letter with some white around it, as far as there is *room*."""
    left, top, right, bottom = box
    spare = max(0, letter - (bottom - top)) // 2
    top, bottom = max(room[0], top - spare), min(room[1], bottom + spare)
    line = page[top:bottom, max(0, left - 1) : right + 1]
    short = max(0, round(0.8 * letter) - line.shape[0]) // 2 + 3
    side = letter // 3
    return _bounded(
        np.asarray(cv2.copyMakeBorder(line, short, short, side, side, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)
    )


def _outside(frames: Sequence[Frame], page: Grey, recogniser: Recogniser) -> Iterator[_Piece]:
    rest = page.copy()
    for frame in frames:
        left, top, right, bottom = (round(edge) for edge in frame.box)
        rest[max(0, top - _LINE_REACH) : bottom + _LINE_REACH, max(0, left - _LINE_REACH) : right + _LINE_REACH] = 255
    if int(ink(rest).sum()) < _LEAST_INK:
        return
    for start, stop in _bands(ink(rest)):
        small = cv2.resize(rest[start:stop], None, fx=_FINDING, fy=_FINDING, interpolation=cv2.INTER_AREA)
        for box in recogniser.find(np.asarray(small, np.uint8)):
            left, top, right, bottom = (round(edge / _FINDING) for edge in box)
            # It often leaves out a full stop.
            left, right = max(0, left - _FULL_STOP), right + _FULL_STOP
            line = rest[start + top : start + bottom, left:right]
            if line.size and ink(line).any():
                yield _Piece(_bounded(line), (left, start + top, right, start + bottom), None)


def _bands(marks: Marks) -> Iterator[tuple[int, int]]:
    """A page in bands that the detector has memory for, parted where no ink is: shots of whole web pages are long."""
    empty = ~inked(marks, 1)
    start, height = 0, len(empty)
    while height - start > _TALLEST_BAND:
        stop = start + _TALLEST_BAND
        white = np.flatnonzero(empty[start + _TALLEST_BAND // 2 : stop])
        stop = start + _TALLEST_BAND // 2 + int(white[-1]) if white.size else stop
        yield start, stop
        start = stop
    yield start, height


def _bounded(line: Grey) -> Grey:
    """*line* with white around it, if it is so flat that it would be read as one of very many letters."""
    spare = max(0, line.shape[1] // _MOST_LETTERS - line.shape[0])
    return np.asarray(cv2.copyMakeBorder(line, spare, 0, 0, 0, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)


def _read(pieces: Sequence[_Piece], recogniser: Recogniser) -> list[str]:
    """What *pieces* say; cells of figures are read twice, and must come out the same."""
    first = recogniser.read([piece.picture for piece in pieces])
    texts = [read.text.strip() for read in first]
    labels = {
        piece.cell for piece, text in zip(pieces, texts, strict=True) if text and not _LIKE_A_FIGURE.fullmatch(text)
    }
    twice = [number for number, piece in enumerate(pieces) if piece.cell is not None and piece.cell not in labels]
    second = recogniser.read([_otherwise(pieces[number].picture) for number in twice])
    for number, again in zip(twice, second, strict=True):
        texts[number] = _agreed(first[number], again)
    return texts


def _otherwise(line: Grey) -> Grey:
    """The same line as another picture: larger, black on white, with more white around it."""
    large = cv2.resize(line, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    _threshold, sharp = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edge = line.shape[0] // 3
    return np.asarray(cv2.copyMakeBorder(sharp, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)


def _agreed(first: Recognised, second: Recognised) -> str:
    """The text of two readings, marked as doubtful unless they agree and at least one is sure."""
    one, other = first.text.strip(), second.text.strip()
    if one and one == other and max(first.confidence, second.confidence) >= _SURE:
        return one
    # A candidate is worth keeping if it is a figure.
    candidate = next((text for text in (one, other) if _DIGIT.search(text)), "")
    return candidate + DOUBTFUL
