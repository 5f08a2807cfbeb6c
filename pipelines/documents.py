"""First: the page's bytes into a document, in a worker process where reading may take long."""

from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from scrapy import signals

from govreports.documents import is_heavy
from govreports.publication import Capture, Publication
from govreports.stages import read_capture
from govreports.workers import Workers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


# One process reads for all pipelines of a crawl: a reader of pictures takes up to a gigabyte.
_WORKERS: WeakKeyDictionary["Crawler", Workers] = WeakKeyDictionary()


def workers_of(crawler: "Crawler") -> Workers:
    """The crawl's workers, made on first use and let go when its spider closes."""
    if crawler not in _WORKERS:
        _WORKERS[crawler] = workers = Workers(
            crawler.settings.getfloat("READER_TIMEOUT"),
            slow_seconds=crawler.settings.getfloat("RECOGNITION_TIMEOUT"),
        )
        crawler.signals.connect(workers.close, signal=signals.spider_closed)
    return _WORKERS[crawler]


class DocumentsPipeline:
    """Reads every capture that no one has read yet."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        return cls(workers_of(crawler))

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
