"""Last: the record as the plain dict that Scrapy's feeds write."""

from typing import Any

from govreports.records import Report


class OutputPipeline:
    """Lets go records; those of one report are united by the feed (govreports.exporters)."""

    def process_item(self, item: Report) -> dict[str, Any]:
        """Run the stage."""
        return item.to_dict()
