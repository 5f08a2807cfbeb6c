"""The spider that all sites share: from the lists of its sources to publications."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from govreports import __version__
from govreports.agencies import directory
from govreports.platforms.base import Source
from govreports.publication import Capture, Publication
from govreports.reading.metadata import Listed
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

_CHARSET: Final = re.compile(rb"charset\s*=\s*['\"]?([\w-]+)", re.IGNORECASE)


class DisclosureSpider(Spider):
    """Crawls the annual reports of one agency's disclosure site.

    A site is attributes only::

        class LiaochengSthjjSpider(DisclosureSpider):
            name = "liaocheng_sthjj"
            agency_id = "371500-sthjj"
            sources = (Trs("http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/index.html"),)

    Attributes:
        agency_id: whose site it is, as in govreports/agencies/agencies.toml.
        sources: its lists, one a platform or host; their hosts are the only ones asked.
    """

    agency_id: ClassVar[str]
    sources: ClassVar[tuple[Source, ...]]

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        for attribute in ("agency_id", "sources"):
            if not getattr(self, attribute, None):
                raise NotConfigured(f"{type(self).__name__} needs {attribute}")
        self.agency = directory().get(self.agency_id)
        extra = list(getattr(type(self), "allowed_domains", None) or ())
        self.allowed_domains = list(dict.fromkeys([*(source.host for source in self.sources), *extra]))

    @classmethod
    def update_settings(cls, settings: "BaseSettings") -> None:
        """Say in every request who is to be asked about it; a USER_AGENT of the command line stands."""
        super().update_settings(settings)
        contact = settings.get("CONTACT")
        if contact:
            settings.set("USER_AGENT", f"govreports/{__version__} (+{contact})", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.request_scheduled, signals.request_scheduled)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first page of every list."""
        if not self.settings.get("CONTACT"):
            self.logger.warning("CONTACT is not set: sites cannot tell whom to ask about this crawl")
        for source in self.sources:
            yield Request(
                source.list_url,
                callback=self.parse_list,
                errback=self.list_failed,
                cb_kwargs={"source": source, "number": 1},
            )

    def parse_list(self, response: Response, source: Source, number: int) -> Iterator[Request]:
        """Follow the rows that name an annual report, and the list's next page."""
        rows = source.rows(response) if isinstance(response, TextResponse) else []
        if not rows:
            self._broke(source, f"{response.url}: no entries on page {number} of the list")
            return
        for row in rows:
            if read_title(row.title).is_report:
                yield Request(
                    row.url,
                    callback=self.parse_detail,
                    errback=self.detail_failed,
                    cb_kwargs={"source": source, "listed": row.listed(source.list_url)},
                )
            else:
                self._count(source.host, "other_rows")
        following = source.following(response, number) if isinstance(response, TextResponse) else None
        if following is None:
            return
        if number >= source.max_pages:
            self._broke(source, f"{source.list_url}: stopped after {number} pages, the list goes on")
            return
        yield following.replace(
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"source": source, "number": number + 1},
        )

    def parse_detail(self, response: Response, source: Source, listed: Listed) -> Iterator[Publication]:
        """Hand a page on to the pipelines."""
        yield Publication(
            page=capture(response),
            listed=listed,
            site=urlsplit(response.url).hostname,
            platform=source.family,
            home=self.agency,
        )

    def request_scheduled(self, request: Request) -> None:
        """Say what Scrapy drops without a word: requests to hosts that are not the spider's."""
        source = request.cb_kwargs.get("source")
        host = urlsplit(request.url).hostname or ""
        if source is None or any(host == own or host.endswith(f".{own}") for own in self.allowed_domains or ()):
            return
        if request.meta.get("redirect_urls"):
            self._broke(source, f"{request.meta['redirect_urls'][0]}: redirected to another host, {request.url}")
        else:
            self.logger.info("%s: not followed, another host than the spider's", request.url)
            self._count(source.host, "other_hosts")

    def list_failed(self, failure: "Failure") -> None:
        """Report a list that could not be fetched."""
        source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]  # Scrapy sets it
        self._broke(source, f"{failure.request.url}: {explain(failure)}")  # type: ignore[attr-defined]

    def detail_failed(self, failure: "Failure") -> None:
        """Report a page that could not be fetched."""
        source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]  # Scrapy sets it
        self.logger.error("%s: %s", failure.request.url, explain(failure))  # type: ignore[attr-defined]
        self._count(source.host, "errors")

    def _broke(self, source: Source, message: str) -> None:
        """Report a list that broke; one the site has left is expected to."""
        if source.is_retired(datetime.now(UTC).date()):
            self.logger.info("%s (left in %s)", message, source.until)
            self._count(source.host, "retired_lists")
        else:
            self.logger.error("%s", message)
            self._count(source.host, "errors")

    def _count(self, host: str, what: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"site/{host}/{what}")


def capture(response: Response, name: str | None = None) -> Capture:
    """What was fetched, as the stages take it."""
    content_type = response.headers.get("Content-Type") or b""
    charset = _CHARSET.search(content_type)
    return Capture(
        url=response.url,
        body=response.body,
        name=name,
        declared=charset[1].decode("ascii", "replace") if charset else None,
        media_type=content_type.split(b";")[0].strip().decode("ascii", "replace") or None,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def explain(failure: "Failure") -> str:
    """Why a request failed, in words."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "not asked for"
    return f"{type(error).__name__}: {error}"
