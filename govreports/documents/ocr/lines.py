"""The ruling lines of a straightened picture, faint and broken ones included.

First the long runs are found: ridges darker than the paper on both sides, joined over small gaps.
Where they cross lie the corners of a frame. Then every piece of the frame between two neighbouring
corners is looked at by itself: a line is there if most of that piece is inked. So a gap costs
nothing, a faint line is helped by its neighbours, and strokes of letters never become lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from govreports.documents.layout.together import together
from govreports.documents.ocr.ink import Grey, Marks, ink, inked, runs

# All in pixels of a page as wide as pictures.WIDTH.
_SHORTEST_LEVEL: Final = 85
_SHORTEST_UPRIGHT: Final = 75
# The share of any such length along a line that must be inked: the rest may be broken out.
_UNBROKEN: Final = 0.86
# Letters are no larger than this, pieces of broken lines no thicker than that.
_LETTER: Final = 70
_USUAL_LETTER: Final = 45
_THIN: Final = 6
_SPECK: Final = 12
_SAME: Final = 7
_REACH: Final = 16
# A line is at least this much darker than what lies beside it, in levels of 255.
_RIDGE: Final = 14
# Averaged over so much of its length, a line stands out from the paper's grain.
_GRAIN: Final = 5
# The share of a piece between two corners that must be inked, and of its ends; or of all of it alone.
_COVERED: Final = 0.65
_TOUCHED: Final = 0.4
_END: Final = 11
_WHOLE: Final = 0.88
_BRIDGED: Final = 0.2
# More than this is more than grain.
_TORN: Final = 0.12
_MOST_LINES: Final = 200
_MOST_STRETCHES: Final = 1500


@dataclass(frozen=True, slots=True)
class Frame:
    """One table's lines: where its *rows* and *columns* may be parted, and which pieces are drawn.

    ``across[i][j]`` is the piece of the horizontal line at ``rows[i]`` from ``columns[j]`` to
    ``columns[j + 1]``, ``down[i][j]`` that of the vertical one at ``columns[j]`` from ``rows[i]`` to ``rows[i + 1]``.
    """

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    across: NDArray[np.bool_]
    down: NDArray[np.bool_]
    doubtful: tuple[tuple[float, float, float, float], ...] = ()
    """Pieces that are not drawn, and yet something thin stands there: what is read over them may be a line's rest."""

    def slots(self) -> Iterator[tuple[float, float, float, float]]:
        """Left, top, right and bottom of every cell: what no drawn line parts is one."""
        taken = np.zeros((len(self.rows) - 1, len(self.columns) - 1), np.bool_)
        for row, column in np.ndindex(taken.shape):
            if taken[row, column]:
                continue
            right = column + 1
            while right < taken.shape[1] and not self.down[row, right] and not taken[row, right]:
                right += 1
            below = row + 1
            while below < taken.shape[0] and not self.across[below, column:right].any():
                below += 1
            taken[row:below, column:right] = True
            yield self.columns[column], self.rows[row], self.columns[right], self.rows[below]

    def lines(self) -> Iterator[tuple[float, float, float, float]]:
        """The drawn lines as (left, top, right, bottom), each as long as it goes on."""
        for number, y in enumerate(self.rows):
            for start, stop in runs(self.across[number]):
                yield self.columns[start], y, self.columns[stop], y
        for number, x in enumerate(self.columns):
            for start, stop in runs(self.down[:, number]):
                yield x, self.rows[start], x, self.rows[stop]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all of it."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of ink along one direction: *at* across it, from *start* to *stop* along it."""

    at: float
    start: float
    stop: float


def find_frames(picture: Grey) -> list[Frame]:
    """The frames of the tables in *picture*, whose paper is white, from the top down."""
    bare = _without_letters(picture)
    level, upright = _ridges(bare), _ridges(np.ascontiguousarray(bare.T))
    across, down = _stretches(level, _SHORTEST_LEVEL), _stretches(upright, _SHORTEST_UPRIGHT)
    if max(len(across), len(down)) > _MOST_STRETCHES:
        # A photograph or a hatching.
        return []
    frames = [
        frame for rows, columns in _groups(across, down) if (frame := _frame(rows, columns, level, upright)) is not None
    ]
    return sorted(frames, key=lambda frame: (frame.rows[0], frame.columns[0]))


def _without_letters(picture: Grey) -> Grey:
    """*picture* without the marks that are as compact as letters."""
    bare = picture.copy()
    marks = np.asarray(ink(picture), np.uint8)
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(marks, connectivity=8)
    sizes = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    # Specks are left: a faint line falls into such.
    is_letter = (sizes > _SPECK) & (sizes <= _LETTER)
    is_letter[0] = False
    for number in np.flatnonzero(is_letter):
        left, top, width, height, _area = stats[number]
        if _is_corner(labels[top : top + height, left : left + width] == number):
            is_letter[number] = False
    letters = cv2.dilate(np.asarray(is_letter[labels], np.uint8), np.ones((7, 7), np.uint8))
    bare[letters > 0] = 255
    return bare


def _is_corner(mark: Marks) -> bool:
    """Whether *mark* is a piece of a broken line, or of lines that cross: nothing but thin bars, one either way.

    What is taller than a usual letter may have two: two lines crossed by a third.
    """
    rest = mark.copy()
    for axis in (1, 0, 1, 0) if max(mark.shape) > _USUAL_LETTER else (1, 0):
        profile = rest.sum(axis)
        first = last = int(np.argmax(profile))
        while first > 0 and profile[first - 1] >= 0.5 * profile.max():
            first -= 1
        while last + 1 < profile.size and profile[last + 1] >= 0.5 * profile.max():
            last += 1
        if last - first > _THIN + 1:
            continue
        bar = slice(max(0, first - 1), last + 2)
        if axis:
            rest[bar] = False
        else:
            rest[:, bar] = False
    return float(rest.sum()) <= 0.1 * float(mark.sum())


def _ridges(picture: Grey) -> Marks:
    """Where a pixel belongs to something thin and level: darker than what lies above and below, on average along it."""
    along = cv2.blur(picture, (_GRAIN, 1))
    thin = cv2.morphologyEx(along, cv2.MORPH_BLACKHAT, np.ones((11, 1), np.uint8))
    return np.asarray(thin > _RIDGE, np.bool_)


def _stretches(ridges: Marks, shortest: int) -> list[_Stretch]:
    """The level runs of *ridges* that are nowhere broken for long, *shortest* or longer."""
    marks = np.asarray(ridges, np.uint8)
    # A line that is not quite level passes from one row of pixels to the next.
    thick = cv2.dilate(marks, np.ones((3, 1), np.uint8)).astype(np.float32)
    share = cv2.boxFilter(thick, -1, (shortest, 1), borderType=cv2.BORDER_CONSTANT)
    middles = np.asarray(share >= _UNBROKEN, np.uint8)
    reach = round(shortest * _UNBROKEN) // 2 * 2 + 1
    marks = np.asarray(cv2.dilate(middles, np.ones((1, reach), np.uint8)), np.uint8)
    _count, _labels, stats, centres = cv2.connectedComponentsWithStats(marks, connectivity=8)
    return [
        _Stretch(float(centre[1]), float(left), float(left + width - 1))
        for (left, _top, width, height, _area), centre in zip(stats[1:], centres[1:], strict=True)
        # What is as thick as a letter is high is a picture or a bar.
        if height <= 4 * _SAME
    ]


def _groups(across: Sequence[_Stretch], down: Sequence[_Stretch]) -> Iterator[tuple[list[_Stretch], list[_Stretch]]]:
    """The stretches that hang together by crossing: one table each."""
    pairs = product(enumerate(across), enumerate(down))
    meetings = ((i, j) for (i, row), (j, column) in pairs if _cross(row, column))
    for rows, columns in together(across, down, meetings):
        if len(rows) >= 2 and len(columns) >= 2:
            yield rows, columns


def _cross(row: _Stretch, column: _Stretch) -> bool:
    return (
        row.start - _REACH <= column.at <= row.stop + _REACH and column.start - _REACH <= row.at <= column.stop + _REACH
    )


def _frame(across: Sequence[_Stretch], down: Sequence[_Stretch], level: Marks, upright: Marks) -> Frame | None:
    rows, columns = _places(across), _places(down)
    if not 2 <= len(rows) <= _MOST_LINES or not 2 <= len(columns) <= _MOST_LINES:
        return None
    shares_across = [_pieces(level, y, columns) for y in rows]
    shares_down = [_pieces(upright, x, rows) for x in columns]
    drawn_across = np.array([_drawn(pieces) for pieces in shares_across], np.bool_)
    drawn_down = np.array([_drawn(pieces) for pieces in shares_down], np.bool_).T
    _trim(drawn_across, drawn_down)
    kept_rows = [number for number in range(len(rows)) if drawn_across[number].any()]
    kept_columns = [number for number in range(len(columns)) if drawn_down[:, number].any()]
    if len(kept_rows) < 2 or len(kept_columns) < 2:
        return None
    torn_across = np.array([[_share(piece) > _TORN for piece in pieces] for pieces in shares_across]) & ~drawn_across
    torn_down = np.array([[_share(piece) > _TORN for piece in pieces] for pieces in shares_down]).T & ~drawn_down
    return Frame(
        tuple(rows[number] for number in kept_rows),
        tuple(columns[number] for number in kept_columns),
        _joined(drawn_across[kept_rows], kept_columns, axis=1),
        _joined(drawn_down[:, kept_columns], kept_rows, axis=0),
        tuple((columns[j], rows[i], columns[j + 1], rows[i]) for i, j in np.argwhere(torn_across))
        + tuple((columns[j], rows[i], columns[j], rows[i + 1]) for i, j in np.argwhere(torn_down)),
    )


def _places(stretches: Sequence[_Stretch]) -> list[float]:
    """Where lines lie: stretches at nearly the same place are pieces of one."""
    places: list[tuple[float, float]] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.at):
        length = stretch.stop - stretch.start
        if places and stretch.at - places[-1][0] <= _SAME:
            at, weight = places[-1]
            places[-1] = ((at * weight + stretch.at * length) / (weight + length), weight + length)
        else:
            places.append((stretch.at, length))
    return [at for at, _weight in places]


def _pieces(ridges: Marks, at: float, corners: Sequence[float]) -> list[NDArray[np.bool_]]:
    """Where a level line at *at* is inked, piece by piece between two *corners*."""
    top = max(0, round(at) - _SAME // 2)
    band = inked(ridges[top : round(at) + _SAME // 2 + 1], 0)
    # The lines that cross at the corners are no part of it.
    return [band[round(start) + 3 : max(round(stop) - 2, round(start) + 4)] for start, stop in pairwise(corners)]


def _drawn(pieces: Sequence[NDArray[np.bool_]]) -> list[bool]:
    """Which *pieces* of one line are drawn. Between two that are, what is left of one is enough."""
    drawn = [_is_drawn(piece) for piece in pieces]
    return [
        drawn[number] or (0 < number < len(drawn) - 1 and drawn[number - 1] and drawn[number + 1] and _is_rest(piece))
        for number, piece in enumerate(pieces)
    ]


def _is_rest(piece: NDArray[np.bool_]) -> bool:
    """Whether *piece* is what is left of a line, which touches the next at one end; a figure 1 in a wide cell does not."""
    return _share(piece) >= _BRIDGED and max(_share(piece[:_END]), _share(piece[-_END:])) >= _TOUCHED


def _share(piece: NDArray[np.bool_]) -> float:
    return float(piece.mean()) if piece.size else 0.0


def _is_drawn(piece: NDArray[np.bool_]) -> bool:
    """Whether a line is drawn along *piece*; rows of letters cover much of it too, but do not touch its ends."""
    share = _share(piece)
    if share < _COVERED or share >= _WHOLE:
        return share >= _WHOLE
    return min(_share(piece[:_END]), _share(piece[-_END:])) >= _TOUCHED


def _trim(across: NDArray[np.bool_], down: NDArray[np.bool_]) -> None:
    """Take out pieces that end in nothing: strokes, underlines, crossings of a stamp."""
    while True:
        rows, columns = across.shape[0], down.shape[1]
        ends = np.zeros((rows, columns), np.int8)
        ends[:, :-1] += across
        ends[:, 1:] += across
        ends[:-1] += down
        ends[1:] += down
        loose = ends == 1
        cut_across = across & (loose[:, :-1] | loose[:, 1:])
        cut_down = down & (loose[:-1] | loose[1:])
        if not cut_across.any() and not cut_down.any():
            return
        across &= ~cut_across
        down &= ~cut_down


def _joined(pieces: NDArray[np.bool_], kept: Sequence[int], axis: int) -> NDArray[np.bool_]:
    """Pieces between the *kept* corners only: drawn where all of what lies between is."""
    spans = [np.take(pieces, range(start, stop), axis).all(axis) for start, stop in pairwise(kept)]
    return np.stack(spans, axis)
