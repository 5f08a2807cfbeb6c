"""Second: the files that the page links to and the pictures in its tables' place, fetched and read."""

import logging
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DropItem, IgnoreRequest

from govreports.attachments import attachment_links, picture_links
from govreports.crawling.archiving import MAY_BE_KNOWN
from govreports.crawling.responses import capture
from govreports.documents import pictures
from govreports.manners import PutOffError, tell_put_off
from govreports.obstacles import diagnose_failure
from govreports.publication import Capture, Publication
from pipelines.documents import DocumentsPipeline

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_FAILED: Final = 300
_BROKEN: Final = 500
_NO_ANSWER: Final = "no_answer"


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
            tell_put_off(self._crawler.stats, urlsplit(item.listed.url or item.page.url).hostname or "", error)
            raise DropItem(f"{item.page.url}: {error}") from error
        except Exception as error:  # whatever the download ended in, the page's record goes on
            return self._not_had(url, name, item, str(error) or type(error).__name__, is_error=_may_pass(error))
        if response.status >= _FAILED:
            # A link that leads nowhere is the agency's; a server that breaks may not, next time.
            return self._not_had(url, name, item, f"HTTP {response.status}", is_error=response.status >= _BROKEN)
        return capture(response, name)

    def _not_had(self, url: str, name: str | None, item: Publication, why: str, *, is_error: bool) -> Capture:
        """A file that could not be had; an error makes the site's line fail, so that somebody comes back for it."""
        logger.log(
            logging.ERROR if is_error else logging.WARNING,
            "%s: attachment of %s not fetched: %s",
            url,
            item.page.url,
            why,
        )
        if is_error:
            host = urlsplit(item.listed.url or item.page.url).hostname
            self._crawler.stats.inc_value(f"site/{host}/errors")
        return Capture(url, b"", name=name, error=f"not fetched: {why}")


def _may_pass(error: Exception) -> bool:
    """Whether a file may be had another time: not where it must not be asked for, is too large, or its host is no more."""
    if isinstance(error, IgnoreRequest):
        return False
    obstacle = diagnose_failure(error)
    return obstacle is None or obstacle.kind == _NO_ANSWER
