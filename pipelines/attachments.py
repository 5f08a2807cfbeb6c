"""Second: the files that the page links to and the pictures in its tables' place, fetched and read."""

import logging
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.exceptions import DropItem

from govreports.attachments import attachment_links, picture_links
from govreports.crawling.archiving import MAY_BE_KNOWN
from govreports.crawling.responses import capture
from govreports.documents import pictures
from govreports.manners import PutOffError
from govreports.publication import Capture, Publication
from pipelines.documents import DocumentsPipeline

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class AttachmentsPipeline(DocumentsPipeline):
    """Fetches attachments through Scrapy's downloader, so robots.txt, delays and hosts hold for them."""

    _crawler: "Crawler"

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        pipeline = super().from_crawler(crawler)
        pipeline._crawler = crawler
        return pipeline

    async def process_item(self, item: Publication) -> Publication:
        """Fetch and read the attachments of the page."""
        page = item.page.readable
        if page is not None:
            wanted = attachment_links(page, item.page.url)
            if pictures.are_read():
                wanted += picture_links(page, item.page.url)
            for url, name in wanted:
                fetched = await self._fetch(url, name, item)
                item.attachments.append(fetched)
                await self.read(fetched)
            item.unpack()
        return item

    async def _fetch(self, url: str, name: str | None, item: Publication) -> Capture:
        engine = self._crawler.engine
        if engine is None:  # cannot be while an item is in a pipeline
            raise RuntimeError("the crawl has no engine")
        try:
            request = Request(url, headers={"Referer": item.page.url}, meta={MAY_BE_KNOWN: True})
            response = await engine.download_async(request)
        except PutOffError as error:
            # A report that is read in part would be another one: the next run has it whole.
            raise DropItem(f"{item.page.url}: {error}") from error
        except Exception as error:  # whatever the download ended in, the page's record goes on
            logger.warning("%s: attachment of %s not fetched: %s", url, item.page.url, error)
            return Capture(url, b"", name=name, error=f"not fetched: {error or type(error).__name__}")
        if response.status >= 300:
            logger.warning("%s: attachment of %s not fetched: HTTP %d", url, item.page.url, response.status)
            return Capture(url, b"", name=name, error=f"not fetched: HTTP {response.status}")
        return capture(response, name)
