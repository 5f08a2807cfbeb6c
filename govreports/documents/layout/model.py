"""A page as formats without structure state it: where there is text, where there are lines, where pictures.

Lengths are points (1/72 inch); x grows to the right and y downwards, from the page's upper left corner.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the box, or outside of it by no more than *margin*."""
        return self.left - margin <= x <= self.right + margin and self.top - margin <= y <= self.bottom + margin


class Fragment(NamedTuple):
    """A run of characters on one line that belong together."""

    text: str
    box: Box
    spans: tuple[tuple[float, float], ...] = ()
    """Where each character of *text* begins and ends, from left to right; empty where the format does not say."""


class Rule(NamedTuple):
    """A ruling line: thin in one direction."""

    box: Box

    @property
    def is_horizontal(self) -> bool:
        """Whether it goes from left to right."""
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Page:
    """One page, *number* from 1; *width* and *height* as it is shown, rotation and cropping done."""

    number: int
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...] = ()
