"""Any other system: every link is a row, and the title alone decides what is a report."""

import re
from dataclasses import dataclass
from typing import ClassVar

from govreports.platforms.base import Source


@dataclass(frozen=True, slots=True)
class Generic(Source):
    """A list of links with a link to the next page, if there is one."""

    family: ClassVar[str] = "generic"
    shape: ClassVar[re.Pattern[str]] = re.compile(r".")
