"""Third: what makes up the publication, noted in the archive that holds its bytes, before anything is read out of them."""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from govreports.crawling.archiving import CrawlArchive, archive_of
from govreports.publication import Publication
from govreports.republishing import manifest_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArchivePipeline:
    """Notes which answers are the page and its attachments, so that they can be read again without a crawl."""

    def __init__(self, archive: CrawlArchive) -> None:
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        archive = archive_of(crawler)
        if archive is None:
            raise NotConfigured
        return cls(archive)

    async def process_item(self, item: Publication) -> Publication:
        """Note the publication."""
        await self._archive.publish(manifest_of(item))
        return item
