"""Last: the record, validated by its model, as the plain dict that Scrapy's feeds write."""

from typing import Any

from scrapy.exceptions import DropItem

from govreports import stages
from govreports.publication import Publication


class OutputPipeline:
    """Makes the record; the same version of the same report, met twice in a run, is written once."""

    def __init__(self) -> None:
        self._written: set[tuple[str, str]] = set()

    def process_item(self, item: Publication) -> dict[str, Any]:
        """Run the stage.

        Raises:
            DropItem: this version of the report was written already.
        """
        report = stages.to_report(item)
        key = (report.report_id, report.version)
        if key in self._written:
            raise DropItem(f"{item.page.url}: another copy of {report.report_id}", log_level="INFO")
        self._written.add(key)
        return report.to_dict()
