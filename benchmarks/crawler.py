"""One crawl of the benchmark's site, ``ours`` or ``bare``; run by benchmarks.processes in a process of its own.

``python -m benchmarks.crawler ours|bare FEED [NAME=VALUE ...]`` reads addresses, as benchmarks.site prints them, from
standard input, and prints what the crawl took as a line of JSON. The values are settings.
"""

import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from typing import ClassVar, Final

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from benchmarks.resident import peak, resident
from benchmarks.site import LIST_URL
from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs

# What both differ in from how crawls are run: there is nobody here to be considerate of, and the
# question is how fast the machinery could go.
_UNBOUND: Final = {
    "DOWNLOAD_DELAY": 0,
    "HOST_REQUESTS_PER_DAY": 0,
    # Unless the crawl is told where to keep what it knows: nothing of a benchmark belongs among what real crawls left.
    "DATA_FOLDER": "",
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
    sources = (Trs(LIST_URL, max_pages=100_000),)


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
    """What one crawl did and took.

    Attributes:
        requests: what was sent to the site.
        received: bytes of the site's answers, their headers included, as they came.
        kept: what became of the answers in the archive, by the stat's name.
        elapsed: seconds by the clock, all that is done at the end included, and *cpu* those of the process.
        memory: MB that the process had at its end, and *peak* the most that it ever had.
    """

    responses: int
    items: int
    failed: int
    requests: int
    received: int
    kept: dict[str, int]
    elapsed: float
    cpu: float
    memory: float
    peak: float


@dataclass
class _Watch:
    """Looks at a crawl from the opening of its spider to the end of its engine."""

    moments: list[tuple[float, float]] = field(default_factory=list)
    requests: int = 0
    received: int = 0

    def over(self, crawler: Crawler) -> None:
        """Connect it. Starting Python and importing are not crawling; the feed, the ledger and the archive's end are."""
        crawler.signals.connect(self.look, signals.spider_opened)
        crawler.signals.connect(self.answered, signals.response_downloaded)
        crawler.signals.connect(self.look, signals.engine_stopped)

    def look(self) -> None:
        """Note both clocks."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        self.moments.append((time.perf_counter(), usage.ru_utime + usage.ru_stime))

    def answered(self, response: Response) -> None:
        """Count an answer of the site: the stats of Scrapy count what the archive answers as well."""
        self.requests += 1
        self.received += len(response.body) + len(response.headers.to_string())

    @property
    def taken(self) -> tuple[float, float]:
        """Seconds by the clock, and of the process."""
        (began, used), *_between, (ended, used_then) = self.moments
        return ended - began, used_then - used


def settings(kind: str, feed: str, chosen_by_caller: dict[str, str]) -> Settings:
    """Production's settings for ours, Scrapy's own for the bare spider; both unbound."""
    chosen = Settings()
    if kind == OurSpider.name:
        chosen.setmodule("govreports.settings", priority="project")
        options = next(iter(chosen.getdict("FEEDS").values()))
        chosen.set("FEEDS", {feed: options}, priority="cmdline")
    else:
        chosen.setdict(_BARE, priority="project")
    chosen.setdict({**_UNBOUND, **chosen_by_caller}, priority="cmdline")
    return chosen


def crawl(kind: str, feed: str, *options: str) -> Crawl:
    """Run one spider to its end; *options* are settings, as ``NAME=VALUE``."""
    process = CrawlerProcess(settings(kind, feed, dict(option.split("=", 1) for option in options)))
    crawler = process.create_crawler(OurSpider if kind == OurSpider.name else BareSpider)
    watch = _Watch()
    watch.over(crawler)
    process.crawl(crawler)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    elapsed, cpu = watch.taken
    return Crawl(
        responses=stats.get("response_received_count", 0),
        items=stats.get("item_scraped_count", 0),
        failed=stats.get("log_count/ERROR", 0) + stats.get("sites/failed", 0),
        requests=watch.requests,
        received=watch.received,
        kept={name: value for name, value in stats.items() if name.startswith("archive/")},
        elapsed=elapsed,
        cpu=cpu,
        memory=resident(),
        peak=peak(),
    )


if __name__ == "__main__":
    BareSpider.urls = json.load(sys.stdin)
    print(json.dumps(asdict(crawl(*sys.argv[1:]))))
