"""Crawls made-up hosts that no spider knows, all in one process: ``python -m tests.crawl.zero_code [HOST…]``.

For every host one line of JSON: the addresses of the records that came out, and the line of the summary.
Run where http_proxy leads to a replica of the hosts.
"""

import json
import sys
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.project import get_project_settings

from govreports.crawling.site import SiteSpider
from govreports.health.sites import site_lines
from govreports.records import Report
from govreports.uniting import unite

_QUICK = {
    "AUTOTHROTTLE_ENABLED": False,
    "CONTACT": "mailto:crawl@example.org",
    "DOWNLOAD_DELAY": 0.01,
    "FEEDS": {},
    "DATA_FOLDER": None,
    "LOG_LEVEL": "ERROR",
    "PROGRESS_INTERVAL": 0,
    "RETRY_ENABLED": False,
}
_AT_ONCE = 4


class _Crawl:
    """One crawl, and what it gave."""

    def __init__(self, name: str, start: str, process: AsyncCrawlerProcess) -> None:
        settings = process.settings.copy()
        settings.update(_QUICK, priority="cmdline")
        self.name, self.start = name, start
        self.records: list[dict[str, Any]] = []
        self.crawler = Crawler(SiteSpider, settings)
        self.crawler.signals.connect(self.take, signals.item_scraped)

    def take(self, item: dict[str, Any]) -> None:
        """Keep a record."""
        self.records.append(item)

    def tell(self, _done: object) -> None:
        """Say what came out, as a line of JSON."""
        stats, spider = self.crawler.stats, self.crawler.spider
        lines = site_lines(stats, spider.lists) if stats and isinstance(spider, SiteSpider) else []
        records = unite(map(Report.model_validate, self.records))
        urls = [record.source.url for record in records] + [it.url for record in records for it in record.source.also]
        found = json.dumps(
            {
                "name": self.name,
                "urls": sorted(urls),
                "records": [[it.report_id, it.title, it.tables_state, it.source.platform] for it in records],
                "failed": any(line.failed for line in lines),
                "summary": [str(line) for line in lines],
                "requests": stats.get_value("downloader/request_count") if stats else 0,
            },
            ensure_ascii=False,
        )
        print(found, flush=True)


def main(arguments: list[str]) -> None:
    """Crawl the hosts given as ``NAME=URL``."""
    process = AsyncCrawlerProcess(get_project_settings())
    waiting = iter([argument.partition("=") for argument in arguments])

    def start_next(_done: object = None) -> None:
        for name, _sign, url in waiting:
            crawl = _Crawl(name, url, process)
            task = process.crawl(crawl.crawler, url=url)
            task.add_done_callback(crawl.tell)
            task.add_done_callback(start_next)
            return

    for _chain in range(_AT_ONCE):
        start_next()
    process.start()


if __name__ == "__main__":
    main(sys.argv[1:])
