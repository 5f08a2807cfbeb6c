"""The spider that all sites share: from the lists of its sources to publications."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response, TextResponse

from govreports import __version__
from govreports.agencies import directory
from govreports.crawling import rendering
from govreports.crawling.examination import EMPTY, MOVED, examine, instead_of_report, note, tell_empty, why_failed
from govreports.crawling.responses import UNNAMED_COLUMN, capture, column_of, explain, media_type
from govreports.discovery import Column, Search, read_part
from govreports.discovery.columns import column_at
from govreports.discovery.links import ways_on
from govreports.obstacles import DRAWN, FAILED, Obstacle, diagnose
from govreports.platforms import Home, Listing, Row, Source
from govreports.platforms.base import NOT_FOLLOWED
from govreports.platforms.paging import page_count, says_nothing_yet
from govreports.publication import Publication
from govreports.reading.metadata import Listed
from govreports.reading.rows import judge_row
from govreports.records import Agency
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

_DIGITS: Final = re.compile(r"\d+")
_MOST_EARLIER: Final = 2
_DEEPEST: Final = 3
"""How many lists may lie below each other: a column, its years, its units."""


class DisclosureSpider(Spider):
    """Crawls the annual reports of one agency's disclosure site.

    A site is attributes only::

        class LiaochengSthjjSpider(DisclosureSpider):
            name = "liaocheng_sthjj"
            agency_name = "聊城市生态环境局"
            sources = (Trs("http://sthjj.liaocheng.gov.cn/xxgk/zfxxgknb/index.html"),)

    Attributes:
        agency_name: whose site it is, by the name that govreports.agencies knows it by.
        sources: its lists, one a platform or host; their hosts are the only ones asked.
    """

    agency_name: ClassVar[str]
    sources: tuple[Source, ...] = ()

    def __init__(self, name: str | None = None, sample: str | None = None, **kwargs: Any) -> None:
        """Scrapy's constructor; *sample* (``-a sample=3``) is how many reports to ask for, all by default."""
        super().__init__(name, **kwargs)
        self.sample = _positive("sample", sample)
        self.agency = self.home_agency()
        if not self.sources:
            raise NotConfigured(f"{type(self).__name__} needs sources")
        hosts = [host for source in self.sources for host in (source.host, *source.hosts)]
        self.allowed_domains = list(dict.fromkeys(hosts))
        self._asked = 0
        self._lists_met: set[str] = set()
        self._pages_met: dict[str, list[frozenset[str]]] = {}
        self._rows_met: set[str] = set()
        self._lists_opened: set[str] = set()
        self._searches: dict[str, Search] = {}
        self._on_the_way: set[str] = set()
        self.found: dict[str, list[Source]] = {}
        """The columns that searches have found, by the address they began at."""
        self.hosts_met: set[str] = set()
        """Hosts of ours that lists have named reports on, fetched or not."""
        self.strays: list[tuple[str, str, str]] = []
        """Reports that lists name on hosts that are not asked: the list's host, the other one, the row's title."""
        self.troubles: list[str] = []
        """What broke, in words."""

    @classmethod
    def home_agency(cls) -> Agency | None:
        """Whose site it is."""
        if not getattr(cls, "agency_name", None):
            raise NotConfigured(f"{cls.__name__} needs agency_name")
        return directory().find([cls.agency_name])

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
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        return spider

    @property
    def lists(self) -> list[Source]:
        """The lists that the crawl is about: its sources, with what was found in the place of where searches began."""
        return [column for source in self._current for column in self.found.get(source.list_url) or [source]]

    @property
    def _current(self) -> list[Source]:
        """The sources that are to be asked for by now; those of platforms that the site has left are."""
        today = datetime.now(UTC).date()
        return [source for source in self.sources if not source.is_awaited(today)]

    async def start(self) -> AsyncIterator[Request]:
        """The first page of every list."""
        if not self.settings.get("CONTACT"):
            self.logger.warning("CONTACT is not set: sites cannot tell whom to ask about this crawl")
        for source in self._current:
            yield self._open(source)

    def _open(self, source: Source, depth: int = 0, column: str | None = None) -> Request:
        if isinstance(source, Home):
            self._searches[source.list_url] = Search(source, self._may_ask)
            # Where a search begins may be a report, which the column will name again: that is no duplicate.
            return source.first().replace(
                callback=self.parse_home, errback=self.home_failed, cb_kwargs={"source": source}, dont_filter=True
            )
        return source.first().replace(
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"source": source, "number": 1, "depth": depth, "column": column},
        )

    def parse_home(self, response: Response, source: Home) -> Iterator[Request | Publication]:
        """Look for the column on a page of the way to it, and go on where it most likely lies."""
        search = self._searches[source.list_url]
        self._on_the_way.add(response.url)
        column = search.look(response) if isinstance(response, TextResponse) else None
        if column is None:
            request = self._drawn_way(response, search)
            yield from self._search_on(search) if request is None else (request,)
        else:
            self._note(search, column)
            yield from self.parse_list(response, column.source, 1, column=UNNAMED_COLUMN if column.named else None)
            yield from self._ask_earlier(search)

    def _ask_earlier(self, search: Search) -> Iterator[Request]:
        """Requests for columns of earlier years beside the one that was found; others that are called so are named only."""
        earlier = [lead for lead in search.others() if lead.is_earlier]
        for lead in search.others():
            if lead not in earlier[:_MOST_EARLIER]:
                self.logger.info("%s: called 年报 as well, and not looked at", lead.url)
        for lead in earlier[:_MOST_EARLIER]:
            kept = {"source": search.home, "search": search}
            yield Request(lead.url, callback=self.parse_earlier, errback=self.list_failed, cb_kwargs=kept, priority=-1)

    def parse_earlier(self, response: Response, source: Source, search: Search) -> Iterator[Request | Publication]:
        """Follow a column of earlier years."""
        column = column_at(response, named=True) if isinstance(response, TextResponse) else None
        if column is None or not isinstance(response, TextResponse):
            words = f"{response.url} is called 年报 but shows no entries"
            self._broke(source, words, diagnose(Seen.of(response), has_entries=False) or Obstacle(FAILED, words))
            return
        self._note(search, column)
        yield from self.parse_list(response, column.source, 1, column=UNNAMED_COLUMN)

    def _note(self, search: Search, column: Column) -> None:
        home = search.home.list_url
        self.logger.info("%s: found %s, %s", home, column.source.list_url, column.source.evidence)
        self.found.setdefault(home, []).append(column.source)

    def home_failed(self, failure: "Failure") -> Iterator[Request]:
        """Note a page of the way that could not be fetched, and go on with the next."""
        request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        search = self._searches[request.cb_kwargs["source"].list_url]
        self.logger.info("%s: %s", request.url, explain(failure))
        search.failed(request.url, explain(failure), why_failed(failure.value, request))
        yield from self._search_on(search)

    def _search_on(self, search: Search) -> Iterator[Request]:
        """Ask for the next page of the way; a search that is over without a column is an error."""
        lead = search.next_lead()
        if lead is None and search.part is not None:
            self._note(search, search.part)
            if search.obstacle is not None:
                self._broke(search.home, f"{search.home.list_url}: {search.failure()}", search.obstacle)
            yield self._open(search.part.source).replace(dont_filter=True)
            return
        if lead is None:
            self._broke(search.home, f"{search.home.list_url}: {search.failure()}", search.obstacle)
            return
        self.logger.debug("%s: %d for %s", lead.url, lead.score, ", ".join(lead.reasons))
        # The search itself sees to it that nothing is asked for twice: a request dropped in silence would end it.
        yield Request(
            lead.url,
            callback=self.parse_home,
            errback=self.home_failed,
            cb_kwargs={"source": search.home},
            dont_filter=True,
        )

    def parse_list(
        self, response: Response, source: Source, number: int, depth: int = 0, column: str | None = None
    ) -> Iterator[Request | Publication]:
        """Follow the rows that name an annual report, the lists below this one, and the list's next page.

        *column* is what the list is called, where pages before this one have said so.
        """
        if not isinstance(response, TextResponse):
            self._broke(source, f"{response.url}: no page but {media_type(response)}")
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
            yield self._open(replace(source, list_url=below.url), depth + 1, path)
        if (
            self._has_enough()
            or self._is_turned_in_vain(source, response, listing, number)
            or listing.following is None
        ):
            return
        if number >= source.max_pages:
            words = f"stopped after {number} pages, the list goes on"
            self._broke(source, f"{source.list_url}: {words}", Obstacle(FAILED, words))
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
        """Whether a page has the entries of an earlier one: the list is over, or cannot be turned.

        Some pagers go round at the end, or show the last page for all numbers beyond it. One that shows the first page
        for the second hides the rest, and so does one that has not shown as many pages as it counts.
        """
        if not isinstance(response, HtmlResponse) or not listing.rows:
            return False
        met = self._pages_met.setdefault(source.list_url, [])
        entries = frozenset(row.url for row in listing.rows)
        if entries not in met:
            met.append(entries)
            return False
        counted = page_count(response.text)
        # Of a list of one page the next may be the first by its number.
        numbers = {*_DIGITS.findall(response.url)} - {*_DIGITS.findall(source.list_url)}
        if len(met) < (counted if counted is not None else 2 if numbers - {"1"} else 1):
            of = f" of {counted}" if counted is not None else ""
            words = f"page {number}{of} of the list has the entries of one before it, and the others cannot be had"
            self._broke(source, f"{response.url}: {words}", Obstacle(NOT_FOLLOWED, words))
        return True

    def _report(self, source: Source, response: TextResponse, listing: Listing, number: int, *, is_part: bool) -> None:
        """Say what is wrong with a list. A part of one may be empty: a year without reports yet, a frame without a list."""
        for trouble in examine(source, response, listing, number):
            if is_part and trouble.obstacle is None and listing.trouble is None:
                self.logger.info("%s: %s", response.url, trouble.words)
                self._count(source.host, "empty_lists")
            else:
                self._broke(source, f"{response.url}: {trouble.words}", trouble.obstacle)
                if trouble.words == EMPTY:
                    tell_empty(self.crawler.stats, source.host)

    def _drawn_list(self, response: TextResponse, drawing: str, kept: dict[str, Any]) -> Iterator[Request]:
        """The request for a list as a browser shows it; an error where that is no help."""
        if (hint := rendering.no_help(response, self.settings)) is None:
            yield rendering.drawn(response).replace(callback=self.parse_list, errback=self.list_failed, cb_kwargs=kept)
            return
        if says_nothing_yet(response):
            self._broke(kept["source"], f"{response.url}: {EMPTY}")
            tell_empty(self.crawler.stats, kept["source"].host)
            return
        words = f"no entries on page {kept['number']} of the list: {DRAWN}, {drawing} ({hint})"
        self._broke(kept["source"], f"{response.url}: {words}", Obstacle(DRAWN, hint))

    def _drawn_way(self, response: Response, search: Search) -> Request | None:
        """The request for a page of the way as a browser shows it, where it shows nothing else; None where that is no help."""
        if not isinstance(response, TextResponse) or (drawing := rendering.how_drawn(response)) is None:
            return None
        if not search.expects_column and (search.leads_on or not rendering.is_shell(response)):
            return None
        hint = rendering.no_help(response, self.settings)
        if hint is None:
            kept = {"source": search.home}
            return rendering.drawn(response).replace(
                callback=self.parse_home, errback=self.home_failed, cb_kwargs=kept, dont_filter=True
            )
        self.logger.info("%s: %s, %s (%s)", response.url, DRAWN, drawing, hint)
        search.failed(response.url, f"drawn by a script, {drawing}", Obstacle(DRAWN, hint))
        return None

    def _ask_reports(self, source: Source, rows: Iterable[Row], column: str | None) -> Iterator[Request]:
        """Requests for those of *rows*, in the list called *column*, that may lead to a report."""
        for row in rows:
            verdict = judge_row(row.title, column=column, day=row.date, url=row.url)
            if not verdict.is_report:
                self.logger.info("%s: %r let go, %s", row.url, row.title, verdict)
                self._count(source.host, "other_rows")
                self._tell(f"let_go/rows/{verdict.decisive}")
                continue
            if self._may_ask(host := urlsplit(row.url).hostname or ""):
                self.hosts_met.add(host)
            else:
                self.strays.append((source.host, host, row.title))
            if not self._has_enough():
                self._asked += 1
                self._rows_met.add(row.url)
                yield Request(
                    row.url,
                    callback=self.parse_detail,
                    errback=self.detail_failed,
                    cb_kwargs={"source": source, "listed": replace(row.listed(source.list_url), column=column)},
                    # The search may have begun at this very report.
                    dont_filter=self._is_met_again(row.url),
                )

    def _is_met_again(self, url: str) -> bool:
        """Whether *url* was a page of the way, at its first mention in a list."""
        if url not in self._on_the_way:
            return False
        self._on_the_way.discard(url)
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
            self._lost(source, f"{response.url}: no report but {obstacle.kind}, {obstacle.evidence}", obstacle)
            return
        yield Publication(
            page=capture(response),
            listed=listed,
            site=urlsplit(response.url).hostname,
            platform=source.family,
            home=self.agency,
        )

    def _where_sent(self, response: Response, obstacle: Obstacle) -> Request | None:
        """The request for what a page's script sends on to, if that is all the page does; one such step is taken."""
        if obstacle.kind != MOVED or not isinstance(response, TextResponse) or response.meta.get("sent_from"):
            return None
        url = next((url for url in ways_on(response) if self._may_ask(urlsplit(url).hostname or "")), None)
        return Request(url, meta={"sent_from": response.url, "redirect_urls": [response.url]}) if url else None

    def request_scheduled(self, request: Request) -> None:
        """Say what Scrapy drops without a word: requests to hosts that are not the spider's."""
        source = request.cb_kwargs.get("source")
        if source is None or self._may_ask(urlsplit(request.url).hostname or ""):
            return
        if not request.meta.get("redirect_urls"):
            self.logger.info("%s: not followed, another host than the spider's", request.url)
            self._count(source.host, "other_hosts")
            return
        message = f"{request.meta['redirect_urls'][0]}: redirected to another host, {request.url}"
        if isinstance(source, Home) and self.crawler.engine is not None:
            search = self._searches[source.list_url]
            search.failed(request.meta["redirect_urls"][0], "redirected", Obstacle(MOVED, f"to {request.url}"))
            for following in self._search_on(search):
                self.crawler.engine.crawl(following)
        else:
            self._broke(source, message, Obstacle(MOVED, message))

    def request_dropped(self, request: Request) -> None:
        """Say which reports are lost where a page sends on to one that has been asked for already, as a gone one's does."""
        source, redirects = request.cb_kwargs.get("source"), request.meta.get("redirect_urls")
        if source is not None and "listed" in request.cb_kwargs and redirects and request.url not in self._rows_met:
            words = f"{redirects[0]}: redirected to {request.url}, which is no report of the list"
            self._lost(source, words, Obstacle(MOVED, words))

    def _may_ask(self, host: str) -> bool:
        return any(host == own or host.endswith(f".{own}") for own in self.allowed_domains or ())

    def list_failed(self, failure: "Failure") -> None:
        """Report a list that could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        words = explain(failure)
        why = why_failed(failure.value, request) or Obstacle(FAILED, words)
        self._broke(request.cb_kwargs["source"], f"{request.url}: {words}", why)

    def detail_failed(self, failure: "Failure") -> None:
        """Report a page that could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        words = explain(failure)
        why = why_failed(failure.value, request) or Obstacle(FAILED, words)
        self._lost(request.cb_kwargs["source"], f"{request.url}: {words}", why)

    def _lost(self, source: Source, message: str, obstacle: Obstacle) -> None:
        """Report a row of a list that led to no report."""
        self.logger.error("%s", message)
        self._count(source.host, "errors")
        note(self.crawler.stats, source.host, obstacle)

    def _broke(self, source: Source, message: str, obstacle: Obstacle | None = None) -> None:
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
