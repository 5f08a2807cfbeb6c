"""First: the page's bytes into a document, in a worker process where reading may take long."""

from typing import TYPE_CHECKING, Self

from govreports.documents import is_heavy
from govreports.publication import Capture, Publication
from govreports.stages import read_capture
from govreports.workers import Workers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DocumentsPipeline:
    """Reads every capture that no one has read yet."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        return cls(
            Workers(
                crawler.settings.getfloat("READER_TIMEOUT"),
                slow_seconds=crawler.settings.getfloat("RECOGNITION_TIMEOUT"),
            )
        )

    def close_spider(self) -> None:
        """End the worker."""
        self._workers.close()

    async def process_item(self, item: Publication) -> Publication:
        """Read the page and, where they are there already, its attachments."""
        for capture in item.captures:
            await self.read(capture)
        item.unpack()
        return item

    async def read(self, capture: Capture) -> None:
        """Read one capture."""
        if capture.document is not None:
            return
        if capture.error is None and is_heavy(capture.body):
            capture.document = await self._workers.read(capture.body, capture.declared)
        else:
            capture.document = read_capture(capture)
