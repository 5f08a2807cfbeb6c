"""Sixth: the record, held against the rules."""

from govreports import stages
from govreports.publication import Publication
from govreports.records import Report


class ChecksPipeline:
    """Makes the record, and runs the rules over it."""

    def process_item(self, item: Publication) -> Report:
        """Run the stage."""
        return stages.check(item)
