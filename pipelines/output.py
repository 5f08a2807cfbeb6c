"""Last: the record as the plain dict that Scrapy's feeds write."""

from typing import Any

from scrapy.exceptions import DropItem

from govreports.records import Report


class OutputPipeline:
    """Lets go records; the same version of the same report, met twice in a run, is written once."""

    def __init__(self) -> None:
        self._written: set[tuple[str, str]] = set()

    def process_item(self, item: Report) -> dict[str, Any]:
        """Run the stage.

        Raises:
            DropItem: this version of the report was written already.
        """
        key = (item.report_id, item.version)
        if key in self._written:
            raise DropItem(f"{item.source.url}: another copy of {item.report_id}", log_level="INFO")
        self._written.add(key)
        return item.to_dict()
