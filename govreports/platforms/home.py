"""A site of which no more is known than where it begins: its column is to be discovered."""

import re
from dataclasses import dataclass
from typing import ClassVar

from govreports.platforms.base import Source


@dataclass(frozen=True, slots=True)
class Home(Source):
    """A page from which the annual reports' column can be reached; *list_url* is that page's address.

    Attributes:
        max_steps: how many pages may be asked for on the way to the column.
    """

    family: ClassVar[str] = "home"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"(?!)")

    max_steps: int = 25
