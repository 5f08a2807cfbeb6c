"""One entry of a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreports.reading.metadata import Listed


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: where it leads (absolute), what it is called, the date beside it."""

    url: str
    title: str
    date: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    """Metadata that the list states beside the link, as label and value (索引号, 发布机构 …)."""

    def listed(self, list_url: str) -> Listed:
        """The row as what it says about the page it leads to."""
        return Listed(url=list_url, title=self.title, date=self.date, labels=self.labels)
