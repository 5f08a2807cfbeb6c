"""Fourth: the statutory tables, of the page or of the attachment that holds most of them."""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from govreports import stages
from govreports.publication import Publication

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class TablesPipeline:
    """Reads the tables, and lets go what turns out to be no annual report."""

    def __init__(self, stats: "StatsCollector | None" = None) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        return cls(crawler.stats)

    def process_item(self, item: Publication) -> Publication:
        """Run the stage.

        Raises:
            DropItem: title, tables and sections together do not make it an annual report.
        """
        stages.read_all_tables(item)
        verdict = stages.judge_page(item)
        if not verdict.is_report:
            if self._stats is not None:
                self._stats.inc_value(f"let_go/pages/{verdict.decisive}")
            raise DropItem(f"{item.page.url}: no annual report, {verdict}", log_level="INFO")
        return item
