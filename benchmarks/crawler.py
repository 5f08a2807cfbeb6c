"""One crawl of the benchmark's site, ``ours`` or ``bare``; run by benchmarks.crawl in a process of its own.

``python -m benchmarks.crawler ours|bare FEED`` reads addresses, as benchmarks.site prints them, from
standard input, and prints what the crawl took as a line of JSON.
"""

import json
import resource
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import ClassVar, Final

from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from benchmarks.site import LIST_URL
from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs

# What both differ in from how crawls are run: there is nobody here to be considerate of, and the
# question is how fast the machinery could go.
_UNBOUND: Final = {
    "DOWNLOAD_DELAY": 0,
    "DATA_FOLDER": None,
    "HOST_REQUESTS_PER_DAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
}
# Of the bare spider: Scrapy as it comes, without what costs time and downloads nothing.
_BARE: Final = {"LOG_LEVEL": "INFO", "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False}


class OurSpider(DisclosureSpider):
    """A site of the project like any other: lists, pages, pipelines, records in a feed."""

    name = "ours"
    # Any agency will do: the pages name their own.
    agency_name = "聊城市生态环境局"
    sources = (Trs(LIST_URL),)


class BareSpider(Spider):
    """Downloads the same pages, told beforehand where they are, and does nothing with them."""

    name = "bare"
    urls: ClassVar[list[str]] = []

    async def start(self) -> AsyncIterator[Request]:
        """Every page at once."""
        for url in self.urls:
            yield Request(url, callback=self.parse)

    def parse(self, response: Response, **_kwargs: object) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """What one crawl did and took: *elapsed* by the clock and *cpu* of its process, in seconds."""

    responses: int
    items: int
    failed: int
    elapsed: float
    cpu: float


def settings(kind: str, feed: str) -> Settings:
    """Production's settings for ours, Scrapy's own for the bare spider; both unbound."""
    chosen = Settings()
    if kind == OurSpider.name:
        chosen.setmodule("govreports.settings", priority="project")
        options = next(iter(chosen.getdict("FEEDS").values()))
        chosen.set("FEEDS", {feed: options}, priority="cmdline")
    else:
        chosen.setdict(_BARE, priority="project")
    chosen.setdict(_UNBOUND, priority="cmdline")
    return chosen


def crawl(kind: str, feed: str) -> Crawl:
    """Run one spider to its end."""
    process = CrawlerProcess(settings(kind, feed))
    crawler = process.create_crawler(OurSpider if kind == OurSpider.name else BareSpider)
    used: list[float] = []

    def look(**_kwargs: object) -> None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used.append(usage.ru_utime + usage.ru_stime)

    # Between these two, as elapsed_time_seconds is: starting Python and importing are not crawling.
    crawler.signals.connect(look, signals.spider_opened, weak=False)
    crawler.signals.connect(look, signals.spider_closed, weak=False)
    process.crawl(crawler)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    return Crawl(
        responses=stats.get("response_received_count", 0),
        items=stats.get("item_scraped_count", 0),
        failed=stats.get("log_count/ERROR", 0) + stats.get("sites/failed", 0),
        elapsed=stats["elapsed_time_seconds"],
        cpu=used[-1] - used[0],
    )


if __name__ == "__main__":
    BareSpider.urls = json.load(sys.stdin)
    print(json.dumps(asdict(crawl(*sys.argv[1:]))))
