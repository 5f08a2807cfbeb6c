"""Fifth: the report held against its own arithmetic."""

from govreports import stages
from govreports.publication import Publication


class ChecksPipeline:
    """Runs the rules."""

    def process_item(self, item: Publication) -> Publication:
        """Run the stage."""
        stages.check(item)
        return item
