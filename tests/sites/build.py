"""Writes the fixtures and golden records of spiders: ``python -m tests.sites.build [NAME…]``, all of them by default.

No machine of the project has asked the live sites: each spider crawls its host as the project plays it, and what it
asked for is its fixture. Three spiders have whole sites of the replica to crawl. A fixture fetched from a real site
(``scrapy newsite``) says so, and is left alone.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from govreports import __version__
from govreports.archive import Exchange, write_info
from govreports.crawling.fixtures import PLAYED, Fixture, Replay, replay_of
from govreports.crawling.replay import ReplayDownloadHandler
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Home
from tests.replica import Site, all_sites
from tests.replica.protocol import ReplicaRequest
from tests.sites.played import PlayedSite, play

if TYPE_CHECKING:
    import asyncio

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

AT: Final = "2026-11-01T00:00:00Z"
"""When all fixtures of the project say they were made, so that the same code writes the same bytes."""
_REPLICAS: Final = {"hengshui_sthjj": 3, "liaocheng_sthjj": 2, "pingtan": 2}
"""The spiders whose hosts the replica plays whole, and how many reports are enough for one from each of them."""
_SITES: Final = "PLAYED_SITES"
_HANDLER: Final = "tests.sites.build.PlayingDownloadHandler"
_YEAR: Final = 2025
_AT_ONCE: Final = 4


class PlayingDownloadHandler(ReplayDownloadHandler):
    """Answers from played sites, and keeps what was asked for."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._sites: Mapping[str, Site] = crawler.settings[_SITES]

    async def download_request(self, request: "Request") -> "Response":
        """The site's answer; robots.txt there is none."""
        parts = urlsplit(request.url)
        site = self._sites.get(parts.netloc)
        if site is not None and site.scheme == parts.scheme and parts.path != "/robots.txt":
            self._play(request, site)
        return await super().download_request(request)

    def _play(self, request: "Request", site: Site) -> None:
        parts = urlsplit(request.url)
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        names = {key.decode("latin-1").lower(): request.headers.get(key) or b"" for key in request.headers}
        headers = {name: value.decode("latin-1") for name, value in names.items()}
        asked = ReplicaRequest(request.method, site.scheme, parts.netloc, path, headers, request.body)
        answer = site.respond(asked)
        sent = tuple(answer.headers.items())
        if answer.content_type is not None:
            sent = (("Content-Type", answer.content_type), *sent)
        exchange = Exchange(request.url, answer.status, sent, answer.body, AT, request.method, request.body)
        self._answers[exchange.key] = exchange


def sites_of(spider: type[DisclosureSpider]) -> tuple[list[Site], int, str]:
    """The hosts to play for *spider*, for how many reports to ask, and what the fixture says it is."""
    if spider.name in _REPLICAS:
        hosts = {source.host for source in spider.sources}
        whole = [site for site in all_sites() if site.host in hosts]
        description = f"{PLAYED}, a part of its replica of the site: no page of the site is in it."
        return whole, _REPLICAS[spider.name], description
    played: dict[str, PlayedSite] = {}
    for place, source in enumerate(spider.sources):
        # Another year for every list: the same report twice would be one.
        play(source, spider.agency_name, _YEAR - place, played)
    seen = (
        "the list's address" if not any(isinstance(it, Home) for it in spider.sources) else "its first page's address"
    )
    description = f"{PLAYED} from {seen} and its family's manner: no page of the site is in it."
    return list(played.values()), len(spider.sources), description


class _Build:
    """One spider's crawl of its played hosts."""

    def __init__(self, spider: type[DisclosureSpider], process: AsyncCrawlerProcess) -> None:
        self.spider = spider
        self._fixture = Fixture(spider.name)
        sites, self._sample, description = sites_of(spider)
        self._fixture.archive.unlink(missing_ok=True)
        with self._fixture.archive.open("wb") as file:
            info = {
                "software": f"govreports/{__version__}",
                "format": "WARC File Format 1.0",
                "description": description,
                "sample": str(self._sample),
            }
            write_info(file, info, AT)
        self._replay: Replay = replay_of(
            spider, self._fixture.archive, process.settings, record_to=self._fixture.archive
        )
        handlers = dict.fromkeys(("http", "https"), _HANDLER)
        own = {"DOWNLOAD_HANDLERS": handlers, _SITES: {site.host: site for site in sites}}
        self._replay.crawler.settings.update(own, priority="cmdline")

    def start(self, process: AsyncCrawlerProcess) -> "asyncio.Task[None]":
        """Have *process* crawl."""
        return process.crawl(self._replay.crawler, sample=str(self._sample))

    def finish(self) -> list[str]:
        """Write what came out, and say what went wrong."""
        self._replay.finish()
        self._fixture.write_golden(self._replay.records)
        problems = [*self._replay.problems]
        if len(self._replay.records) < len(self.spider.sources):
            problems.append(f"{len(self._replay.records)} records from {len(self.spider.sources)} lists")
        return [f"{self.spider.name}: {problem}" for problem in problems]


def build(process: AsyncCrawlerProcess, spiders: Sequence[type[DisclosureSpider]]) -> list[str]:
    """Build for all of *spiders*, and say what went wrong."""
    problems: list[str] = []
    waiting = iter(spiders)

    def start_next(_done: "asyncio.Task[None] | None" = None) -> None:
        for spider in waiting:
            made = _Build(spider, process)
            task = made.start(process)
            task.add_done_callback(lambda _task, made=made: problems.extend(made.finish()))  # type: ignore[misc]
            task.add_done_callback(start_next)
            return

    for _chain in range(_AT_ONCE):
        start_next()
    process.start()
    return problems


def main(names: Sequence[str]) -> int:
    """Build for the spiders called *names*, or for all whose fixtures are not from the sites themselves.

    The exit code is 1 where something went wrong or would be overwritten, 2 for names that no spider has.
    """
    settings = get_project_settings()
    settings.set("LOG_ENABLED", False, priority="cmdline")
    loader = get_spider_loader(settings)
    if unknown := sorted(set(names) - set(loader.list())):
        sys.stderr.write(f"no such spiders: {', '.join(unknown)}\n")
        return 2
    spiders = [loader.load(name) for name in names or loader.list()]
    chosen = [spider for spider in spiders if issubclass(spider, DisclosureSpider) and spider is not SiteSpider]
    fetched = [spider for spider in chosen if not _is_ours(spider)]
    if names and fetched:
        words = ", ".join(spider.name for spider in fetched)
        sys.stderr.write(
            f"nothing was written: the fixture of {words} was fetched from the site, and is not played over; "
            "scrapy newsite --again NAME fetches it anew\n"
        )
        return 1
    chosen = [spider for spider in chosen if spider not in fetched]
    problems = build(AsyncCrawlerProcess(settings), chosen)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    sys.stdout.write(f"{len(chosen)} fixtures, {len(problems)} problems\n")
    return 1 if problems else 0


def _is_ours(spider: type[DisclosureSpider]) -> bool:
    fixture = Fixture(spider.name)
    return not fixture.archive.exists() or fixture.is_played


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
