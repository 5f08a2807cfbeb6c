"""Fifth: the statutory tables, of the page or of the attachment that holds most of them."""

import logging
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from govreports import stages
from govreports.publication import Publication
from govreports.reading.signals import Verdict

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)


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
        if (lost := _lost(item, verdict)) is not None:
            logger.error("%s: %s", item.page.url, lost)
            if self._stats is not None:
                self._stats.inc_value(f"site/{item.site}/errors")
        if not verdict.is_report:
            if self._stats is not None:
                self._stats.inc_value(f"let_go/pages/{verdict.decisive}")
            raise DropItem(f"{item.page.url}: no annual report, {verdict}", log_level="INFO")
        return item


def _lost(item: Publication, verdict: Verdict) -> str | None:
    """What to say of reports of others that the page holds, and that have no address at which they could be had."""
    packed = [capture.name or capture.url for capture in item.attachments if capture.is_other and capture.archive]
    if packed:
        return f"an archive holds other reports, which are not read: {', '.join(packed)}"
    if any(reason.key == "of_many" for reason in verdict.reasons) and not verdict.is_report:
        return "reports of many agencies, none of which was found on the page"
    return None
