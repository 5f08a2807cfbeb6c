"""The spider that walks lists: from a list's first page to the publications that its entries are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from govreports.crawling import rendering
from govreports.crawling.archiving import MAY_BE_KNOWN
from govreports.crawling.examination import (
    EMPTY,
    MOVED,
    examine,
    gone_by,
    instead_of_report,
    note,
    tell_empty,
    tell_family,
    why_failed,
)
from govreports.crawling.responses import capture, column_of, explain, media_type
from govreports.crawling.turning import PagesMet
from govreports.discovery import read_part
from govreports.discovery.links import ways_on
from govreports.manners import PutOffError, tell_put_off
from govreports.obstacles import DRAWN, FAILED, Obstacle
from govreports.platforms import Listing, Row, Source
from govreports.platforms.attached import attached_reports
from govreports.platforms.base import NOT_FOLLOWED
from govreports.platforms.paging import says_nothing_yet
from govreports.publication import Publication
from govreports.reading.metadata import Listed
from govreports.reading.rows import judge_row
from govreports.records import Agency

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

NUMBER: Final = "number"
"""The key of a request's cb_kwargs that only requests for pages of lists have: which page it is, from 1."""

UNLISTED: Final = "unlisted"
"""The key in the meta of requests for reports that earlier runs have met and that no list names any more."""

HOLDS_OTHERS: Final = "holds_others"
"""What is said of a page that is no report itself, but names some."""

_DEEPEST: Final = 3
"""How many lists may lie below each other: a column, its years, its units."""


class ListSpider(Spider):
    """Walks lists; which ones, who extends it says.

    Attributes:
        agency: whose site it is, where that is known.
        allowed_domains: the hosts that may be asked, with all below them.
        sample: how many reports to ask for; None for all.
        on_the_way: addresses that were asked for before the lists that name them, and are to be asked for once more.
    """

    agency: Agency | None = None
    allowed_domains: list[str]

    def __init__(self, name: str | None = None, sample: str | None = None, **kwargs: Any) -> None:
        """Scrapy's constructor; *sample* (``-a sample=3``) is how many reports to ask for, all by default."""
        super().__init__(name, **kwargs)
        self.sample = _positive("sample", sample)
        self.on_the_way: set[str] = set()
        self.hosts_met: set[str] = set()
        """Hosts of ours that lists have named reports on, fetched or not."""
        self.strays: list[tuple[str, str, str]] = []
        """Reports that lists name on hosts that are not asked: the list's host, the other one, the row's title."""
        self.troubles: list[str] = []
        """What broke, in words."""
        self.lost: dict[str, str] = {}
        """What came in the place of a report, by its address: ``http_404``, ``holds_others`` or the kind of an obstacle."""
        self._asked = 0
        self._lists_met: set[str] = set()
        self._lists_opened: set[str] = set()
        self._pages_met = PagesMet()
        # Hashes of addresses: there may be tens of thousands.
        self._rows_met: set[int] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.request_scheduled, signals.request_scheduled)
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        return spider

    def open_list(self, source: Source, depth: int = 0, column: str | None = None) -> Request:
        """The request for the first page of *source*, which lies *depth* lists below its column."""
        return source.first().replace(
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"source": source, "number": 1, "depth": depth, "column": column},
        )

    def parse_list(
        self, response: Response, source: Source, number: int, depth: int = 0, column: str | None = None
    ) -> Iterator[Request | Publication]:
        """Follow the rows that name an annual report, the lists below this one, and the list's next page.

        *column* is what the list is called, where pages before this one have said so.
        """
        if not isinstance(response, TextResponse):
            self.broke(source, f"{response.url}: no page but {media_type(response)}")
            return
        if rendering.is_repeated(response):
            return
        if depth > 0 and number == 1:
            source = read_part(source, response)
        listing = self._with_new_parts(rendering.paged(source.listing(response, number), response), depth)
        if (drawing := rendering.how_entries_are_drawn(response, listing, number)) is not None:
            kept = {"source": source, "number": number, "depth": depth, "column": column}
            yield from self._drawn_list(response, drawing, kept)
            return
        self._report(source, response, listing, number, is_part=depth > 0)
        if listing.itself is not None and not self._has_enough():
            self._asked += 1
            yield from self.parse_detail(response, source, listing.itself.listed(source.list_url))
        column = column or column_of(response)
        # Lists link to themselves and to those above them, by names almost like a report's.
        self._lists_met |= {response.url, source.list_url}
        others = (row for row in listing.rows if row.url not in self._lists_met)
        yield from self._ask_reports(source, others, column)
        for below in listing.columns if depth < _DEEPEST else ():
            path = f"{column}>{below.title}" if column else below.title
            yield self.open_list(replace(source, list_url=below.url), depth + 1, path)
        if self._has_enough() or self._is_turned_in_vain(source, response, listing, number):
            return
        if listing.following is None:
            return
        if number >= source.max_pages:
            words = f"stopped after {number} pages, the list goes on"
            self.broke(source, f"{source.list_url}: {words}", Obstacle(FAILED, words))
            return
        # After the reports of this page: where a deep page brings a refusal, they are had.
        yield listing.following.replace(
            callback=self.parse_list,
            errback=self.list_failed,
            priority=listing.following.priority or -1,
            cb_kwargs={"source": source, "number": number + 1, "depth": depth, "column": column},
        )

    def _with_new_parts(self, listing: Listing, depth: int) -> Listing:
        """*listing*, with those lists below it that are not asked for yet: tabs of years stand on the page of each year."""
        parts = tuple(below for below in listing.columns if below.url not in self._lists_opened)
        if depth < _DEEPEST:
            self._lists_opened |= {below.url for below in parts}
        return replace(listing, columns=parts)

    def _is_turned_in_vain(self, source: Source, response: TextResponse, listing: Listing, number: int) -> bool:
        """Whether a page is met again, so that its pager is not to be followed; an error where that hides others."""
        if not self._pages_met.is_met_again(source, response, listing):
            return False
        if (words := self._pages_met.hides_others(source, response, number)) is not None:
            self.broke(source, f"{response.url}: {words}", Obstacle(NOT_FOLLOWED, words))
        return True

    def _report(self, source: Source, response: TextResponse, listing: Listing, number: int, *, is_part: bool) -> None:
        """Say what is wrong with a list. A part of one may be empty: a year without reports yet, a frame without a list."""
        for trouble in examine(source, response, listing, number):
            if is_part and trouble.obstacle is None and listing.trouble is None:
                self.logger.info("%s: %s", response.url, trouble.words)
                self._count(source.host, "empty_lists")
            else:
                self.broke(source, f"{response.url}: {trouble.words}", trouble.obstacle)
                tell_family(self.crawler.stats, source.host, trouble.looks_like)
                if trouble.words == EMPTY:
                    tell_empty(self.crawler.stats, source.host)

    def _drawn_list(self, response: TextResponse, drawing: str, kept: dict[str, Any]) -> Iterator[Request]:
        """The request for a list as a browser shows it; an error where that is no help."""
        if (hint := rendering.no_help(response, self.settings)) is None:
            yield rendering.drawn(response).replace(callback=self.parse_list, errback=self.list_failed, cb_kwargs=kept)
            return
        if says_nothing_yet(response):
            self.broke(kept["source"], f"{response.url}: {EMPTY}")
            tell_empty(self.crawler.stats, kept["source"].host)
            return
        words = f"no entries on page {kept['number']} of the list: {DRAWN}, {drawing} ({hint})"
        self.broke(kept["source"], f"{response.url}: {words}", Obstacle(DRAWN, hint))

    def _ask_reports(self, source: Source, rows: Iterable[Row], column: str | None) -> Iterator[Request]:
        """Requests for those of *rows*, in the list called *column*, that may lead to a report."""
        for row in rows:
            verdict = judge_row(row.title, column=column, day=row.date, url=row.url)
            if not verdict.is_report:
                self.logger.info("%s: %r let go, %s", row.url, row.title, verdict)
                self._count(source.host, "other_rows")
                self._tell(f"let_go/rows/{verdict.decisive}")
                continue
            if self.may_ask(host := urlsplit(row.url).hostname or ""):
                self.hosts_met.add(host)
            else:
                self.strays.append((source.host, host, row.title))
            if not self._has_enough():
                self._asked += 1
                self._rows_met.add(hash(row.url))
                yield Request(
                    row.url,
                    callback=self.parse_detail,
                    errback=self.detail_failed,
                    cb_kwargs={"source": source, "listed": replace(row.listed(source.list_url), column=column)},
                    meta={MAY_BE_KNOWN: True},
                    # The search may have begun at this very report.
                    dont_filter=self._is_met_again(row.url),
                )

    def _is_met_again(self, url: str) -> bool:
        """Whether *url* was a page of the way, at its first mention in a list."""
        if url not in self.on_the_way:
            return False
        self.on_the_way.discard(url)
        return True

    def _has_enough(self) -> bool:
        return self.sample is not None and self._asked >= self.sample

    def parse_detail(self, response: Response, source: Source, listed: Listed) -> Iterator[Request | Publication]:
        """Hand a page on to the pipelines, unless something else has come in the report's place."""
        if (obstacle := instead_of_report(response, listed)) is not None:
            if (request := self._where_sent(response, obstacle)) is not None:
                kept = {"source": source, "listed": listed}
                yield request.replace(callback=self.parse_detail, errback=self.detail_failed, cb_kwargs=kept)
                return
            words = f"{response.url}: no report but {obstacle.kind}, {obstacle.evidence}"
            self._lost(source, words, obstacle, response.request or Request(response.url))
            return
        if isinstance(response, TextResponse):
            others, is_report = attached_reports(response, listed.date)
            yield from self._ask_reports(source, others, listed.column)
            if not is_report:
                self.logger.info("%s: no report itself, it holds %d", response.url, len(others))
                self.lost[response.url] = HOLDS_OTHERS
                return
        yield Publication(
            page=capture(response),
            listed=listed,
            site=urlsplit(response.url).hostname,
            platform=source.family,
            home=self.agency,
        )

    def ask_unlisted(self, source: Source, url: str, listed: Listed) -> Request | None:
        """The request for a report that was once in a list of *source*, and is in none now; None where it may not be asked."""
        if not self.may_ask(urlsplit(url).hostname or ""):
            return None
        kept = {"source": source, "listed": listed}
        # Whatever it was asked for before: nothing is known of the report until its address answers.
        return Request(
            url,
            callback=self.parse_detail,
            errback=self.detail_failed,
            cb_kwargs=kept,
            meta={UNLISTED: True, MAY_BE_KNOWN: True},
            dont_filter=True,
        )

    def _where_sent(self, response: Response, obstacle: Obstacle) -> Request | None:
        """The request for what a page's script sends on to, if that is all the page does; one such step is taken."""
        if obstacle.kind != MOVED or not isinstance(response, TextResponse) or response.meta.get("sent_from"):
            return None
        url = next((url for url in ways_on(response) if self.may_ask(urlsplit(url).hostname or "")), None)
        was_unlisted = bool(response.meta.get(UNLISTED))
        meta = {"sent_from": response.url, "redirect_urls": [response.url], UNLISTED: was_unlisted, MAY_BE_KNOWN: True}
        return Request(url, meta=meta) if url else None

    def request_scheduled(self, request: Request) -> None:
        """Say what Scrapy drops without a word: requests to hosts that are not the spider's."""
        source = request.cb_kwargs.get("source")
        if source is None or self.may_ask(urlsplit(request.url).hostname or ""):
            return
        if not request.meta.get("redirect_urls"):
            self.logger.info("%s: not followed, another host than the spider's", request.url)
            self._count(source.host, "other_hosts")
        else:
            self.sent_elsewhere(source, request)

    def sent_elsewhere(self, source: Source, request: Request) -> None:
        """Report a redirect to *request*, on a host that is not the spider's."""
        message = f"{request.meta['redirect_urls'][0]}: redirected to another host, {request.url}"
        self.broke(source, message, Obstacle(MOVED, message))

    def request_dropped(self, request: Request) -> None:
        """Say which reports are lost where a page sends on to one that has been asked for already, as a gone one's does."""
        source, redirects = request.cb_kwargs.get("source"), request.meta.get("redirect_urls")
        if (
            source is not None
            and "listed" in request.cb_kwargs
            and redirects
            and hash(request.url) not in self._rows_met
        ):
            words = f"{redirects[0]}: redirected to {request.url}, which is no report of the list"
            self._lost(source, words, Obstacle(MOVED, words), request)

    def may_ask(self, host: str) -> bool:
        """Whether *host* is one of the spider's."""
        return any(host == own or host.endswith(f".{own}") for own in self.allowed_domains or ())

    def list_failed(self, failure: "Failure") -> None:
        """Report a list that could not be fetched."""
        if (broken := self._broken(failure)) is not None:
            request, words, why = broken
            self.broke(request.cb_kwargs["source"], words, why)

    def detail_failed(self, failure: "Failure") -> None:
        """Report a page that could not be fetched."""
        if (broken := self._broken(failure)) is not None:
            request, words, why = broken
            self._lost(request.cb_kwargs["source"], words, why, request, gone_by(failure.value))

    def _broken(self, failure: "Failure") -> tuple[Request, str, Obstacle] | None:
        """What could not be fetched, and why; None where it was put off, which is told of here."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        if isinstance(failure.value, PutOffError):
            tell_put_off(self.crawler.stats, request.cb_kwargs["source"].host, failure.value)
            return None
        words = explain(failure)
        return request, f"{request.url}: {words}", why_failed(failure.value, request) or Obstacle(FAILED, words)

    def _lost(
        self, source: Source, message: str, obstacle: Obstacle, request: Request, answer: str | None = None
    ) -> None:
        """Report a row of a list that led to no report; that one which no list names leads to none is no error."""
        for url in (request.url, *request.meta.get("redirect_urls", ())):
            self.lost[url] = answer or obstacle.kind
        if request.meta.get(UNLISTED):
            self.logger.info("%s (no list names it any more)", message)
            return
        self.logger.error("%s", message)
        self._count(source.host, "errors")
        note(self.crawler.stats, source.host, obstacle)

    def broke(self, source: Source, message: str, obstacle: Obstacle | None = None) -> None:
        """Report a list that broke; one the site has left is expected to."""
        if source.is_retired(datetime.now(UTC).date()):
            self.logger.info("%s (left in %s)", message, source.until)
            self._count(source.host, "retired_lists")
        else:
            self.logger.error("%s", message)
            self.troubles.append(message)
            self._count(source.host, "errors")
            note(self.crawler.stats, source.host, obstacle)

    def _count(self, host: str, what: str) -> None:
        self._tell(f"site/{host}/{what}")

    def _tell(self, stat: str) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(stat)


def _positive(name: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or int(value) < 1:
        raise NotConfigured(f"{name} must be a positive number, not {value!r}")
    return int(value)
