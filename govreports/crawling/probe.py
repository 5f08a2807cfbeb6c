"""One polite look at one page, outside any crawl: robots.txt first, then the page, and nothing else."""

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings

from govreports import __version__
from govreports.crawling.examination import why_failed
from govreports.exits import EXIT, LATER
from govreports.manners import refusal
from govreports.obstacles import FAILED, STOPPING, Obstacle
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

_SETTINGS: Final = "govreports.settings"
_HTTP_ONLY: Final = "http_only"
_OVERRIDES: Final[dict[str, Any]] = {
    "EXTENSIONS": {
        "govreports.progress.Progress": None,
        "govreports.health.extension.RunReports": None,
        "scrapy.extensions.logstats.LogStats": None,
    },
    "ITEM_PIPELINES": {},
    "FEEDS": {},
    # One look by hand: it is no crawl, and neither reads nor writes what crawls keep.
    "DATA_FOLDER": None,
    # A refusal is what is to be seen here; with one request there is nothing to stop.
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "govreports.manners.OwnHostsMiddleware": 50,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "govreports.manners.RobotsMiddleware": 100,
        "govreports.middlewares.EncodingMiddleware": 580,
    },
    "RETRY_ENABLED": False,
    # What went wrong is what the command says.
    "LOG_LEVEL": "CRITICAL",
}


_NOTHING: Final = Obstacle("no_answer", "nothing came")


class Look(NamedTuple):
    """What came of a look: a page (status 0 where no answer came), and what kept it from coming."""

    page: Seen
    obstacle: Obstacle | None


class ProbeSpider(Spider):
    """Asks for one address; redirects are followed on its own host only."""

    name = "probe"
    handle_httpstatus_list = (*range(400, 600),)

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        host = urlsplit(url).hostname or ""
        self.allowed_domains = [host.removeprefix("www.")]
        self.look = Look(Seen(url, 0), _NOTHING)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ProbeSpider":
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.request_scheduled, signals.request_scheduled)
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        crawler.signals.connect(spider.response_downloaded, signals.response_downloaded)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The one request."""
        yield Request(self.url, callback=self.seen, errback=self.failed)

    def seen(self, response: "Response") -> None:
        """Keep the answer, whatever its status."""
        self.look = Look(Seen.of(response), None)

    def failed(self, failure: "Failure") -> Iterator[Request]:
        """Keep the reason; a site that does not speak https is asked by http, once."""
        error = failure.value
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        obstacle = why_failed(error, request) or Obstacle(FAILED, str(error))
        self.look = Look(Seen(request.url, 0), obstacle)
        if obstacle.kind == _HTTP_ONLY and not request.meta.get("redirect_urls"):
            plain = f"http{request.url.removeprefix('https')}"
            yield Request(plain, callback=self.seen_plain, errback=self.failed_again)

    def seen_plain(self, response: "Response") -> None:
        """Keep the answer by http, and that https has none."""
        self.look = Look(Seen.of(response, asked=self.url), Obstacle(_HTTP_ONLY, "https does not answer, http does"))

    def failed_again(self, failure: "Failure") -> None:
        """Neither answers: then it is not for https alone."""
        self.look = Look(Seen(self.url, 0), Obstacle("no_answer", f"neither https nor http answers: {failure.value}"))

    def response_downloaded(self, response: "Response", request: Request) -> None:
        """Note a redirect that refuses: nothing comes of following it."""
        obstacle = refusal(request, response) if response.headers.get("Location") else None
        if obstacle is not None and obstacle.kind in STOPPING and request.callback != NO_CALLBACK:
            self.look = Look(Seen(request.url, response.status), obstacle)

    def request_dropped(self, request: Request) -> None:
        """Note that redirects lead back to where they began, which Scrapy does not ask for again."""
        if self.look.obstacle == _NOTHING and request.meta.get("redirect_urls"):
            words = f"redirects in a circle, to {request.url}"
            self.look = Look(Seen(request.url, 0), Obstacle(FAILED, words))

    def request_scheduled(self, request: Request) -> None:
        """Note a redirect to another host, which is not followed."""
        host = urlsplit(request.url).hostname or ""
        own = self.allowed_domains[0]
        if request.meta.get("redirect_urls") and host != own and not host.endswith(f".{own}"):
            self.look = Look(
                Seen(request.url, 0, asked=self.url), Obstacle("moved", f"redirected to another host, {request.url}")
            )


def look_at(url: str) -> Look:
    """Fetch *url* once by the project's manners. For use once in a process, which Scrapy's event loop takes over."""
    settings = Settings()
    settings.setmodule(_SETTINGS, priority="project")
    settings.setdict(_OVERRIDES, priority="cmdline")
    if contact := settings.get("CONTACT"):
        settings.set("USER_AGENT", f"govreports/{__version__} (+{contact})", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(ProbeSpider)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, ProbeSpider):  # it could not even start
        return Look(Seen(url, 0), Obstacle(FAILED, "the crawl did not start"))
    if crawler.stats.get_value(EXIT) == LATER:
        return Look(Seen(url, 0), Obstacle(FAILED, "not asked, outside CRAWL_WINDOW"))
    return spider.look
