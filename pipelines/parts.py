"""Fourth: title, year, agency, metadata and sections."""

from govreports import stages
from govreports.publication import Publication


class PartsPipeline:
    """Reads what stands around the tables."""

    def process_item(self, item: Publication) -> Publication:
        """Run the stage."""
        stages.read_parts(item)
        return item
