"""The search itself: which page to ask for next, and when to stop."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreports.platforms import Home, Source

if TYPE_CHECKING:
    from scrapy.http import TextResponse


@dataclass(frozen=True, slots=True, order=True)
class Lead:
    """A page that may be the column or lead to it; *score* says how likely, *reasons* why."""

    score: int
    url: str
    reasons: tuple[str, ...] = ()


class Search:
    """One search: best lead first, bounded by the home's max_steps."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.succeeded = False

    def look(self, response: "TextResponse") -> None:
        """Take what a page offers."""

    def found(self) -> list[Source]:
        """The columns found since the last call."""
        return []

    def next_lead(self) -> Lead | None:
        """The next page to ask for; None when the search is over."""
        return None

    def failed(self, url: str, reason: str) -> None:
        """Note that a page of the way could not be had."""

    def failure(self) -> str:
        """Why nothing was found, in words."""
        return "no column of annual reports found"
