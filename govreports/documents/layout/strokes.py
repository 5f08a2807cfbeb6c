"""Drawn paths into ruling lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from govreports.documents.layout.model import Box, Rule

Point: TypeAlias = tuple[float, float]

THIN: Final = 3.0
"""A filled rectangle no thicker than this is a line."""
# So is a stroke that strays from the straight by no more.
_STRAY: Final = 1.5
# Dots of a dotted line; single ones fall away when lines are joined.
_DOT: Final = 0.3


@dataclass(slots=True)
class Path:
    """What one run of the pen drew: its corners, and the straight lines among what joins them."""

    corners: list[Point] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    curved: bool = False

    def line_to(self, point: Point) -> None:
        """Go on straight to *point*."""
        if self.corners:
            self.lines.append((self.corners[-1], point))
        self.corners.append(point)

    def curve_to(self, point: Point) -> None:
        """Go on to *point* some other way."""
        self.curved = True
        self.corners.append(point)

    def close(self) -> None:
        """Go back straight to where the path began."""
        if len(self.corners) > 1 and self.corners[-1] != self.corners[0]:
            self.line_to(self.corners[0])


def rules_of(paths: Iterable[Path], *, stroked: bool, filled: bool) -> Iterator[Rule]:
    """The ruling lines among *paths*."""
    for path in paths:
        if len(path.corners) < 2:
            continue
        xs, ys = [x for x, _ in path.corners], [y for _, y in path.corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if min(box.width, box.height) <= THIN and not path.curved:
            if (stroked or filled) and max(box.width, box.height) > _DOT:
                yield Rule(box)
        elif stroked:
            for (x1, y1), (x2, y2) in path.lines:
                if min(abs(x1 - x2), abs(y1 - y2)) <= _STRAY and max(abs(x1 - x2), abs(y1 - y2)) > _DOT:
                    yield Rule(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
