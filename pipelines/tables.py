"""Fourth: the statutory tables, of the page or of the attachment that holds most of them."""

from scrapy.exceptions import DropItem

from govreports import stages
from govreports.publication import Publication


class TablesPipeline:
    """Reads the tables, and lets go what turns out to be no annual report."""

    def process_item(self, item: Publication) -> Publication:
        """Run the stage.

        Raises:
            DropItem: neither title nor tables are an annual report's.
        """
        stages.read_all_tables(item)
        if not stages.is_annual_report(item):
            raise DropItem(f"{item.page.url}: no annual report", log_level="INFO")
        return item
