"""The spider that all sites share: an agency's sources, the search for a column where they have none, then its lists."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from govreports import __version__
from govreports.agencies import directory
from govreports.crawling import rendering
from govreports.crawling.examination import MOVED, why_failed
from govreports.crawling.lists import ListSpider
from govreports.crawling.responses import UNNAMED_COLUMN, explain
from govreports.discovery import Column, Search
from govreports.discovery.columns import column_at
from govreports.manners import PutOffError
from govreports.obstacles import DRAWN, FAILED, Obstacle, diagnose
from govreports.platforms import Home, Source
from govreports.publication import Publication
from govreports.records import Agency
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

_MOST_EARLIER: Final = 2


class DisclosureSpider(ListSpider):
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
        super().__init__(name, sample, **kwargs)
        self.agency = self.home_agency()
        if not self.sources:
            raise NotConfigured(f"{type(self).__name__} needs sources")
        hosts = [host for source in self.sources for host in (source.host, *source.hosts)]
        self.allowed_domains = list(dict.fromkeys(hosts))
        self._searches: dict[str, Search] = {}
        self.found: dict[str, list[Source]] = {}
        """The columns that searches have found, by the address they began at."""

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

    @property
    def keeps_as(self) -> str:
        """By which name, a relative path, what outlives the crawl is kept."""
        return self.name

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
            yield self.open_list(source)

    def open_list(self, source: Source, depth: int = 0, column: str | None = None) -> Request:
        """The first request for *source*: of the search, where its list is to be searched for."""
        if not isinstance(source, Home):
            return super().open_list(source, depth, column)
        self._searches[source.list_url] = Search(source, self.may_ask)
        # Where a search begins may be a report, which the column will name again: that is no duplicate.
        return source.first().replace(
            callback=self.parse_home, errback=self.home_failed, cb_kwargs={"source": source}, dont_filter=True
        )

    def parse_home(self, response: Response, source: Home) -> Iterator[Request | Publication]:
        """Look for the column on a page of the way to it, and go on where it most likely lies."""
        search = self._searches[source.list_url]
        self.on_the_way.add(response.url)
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
            self.broke(source, words, diagnose(Seen.of(response), has_entries=False) or Obstacle(FAILED, words))
            return
        self._note(search, column)
        yield from self.parse_list(response, column.source, 1, column=UNNAMED_COLUMN)

    def _note(self, search: Search, column: Column) -> None:
        home = search.home.list_url
        self.logger.info("%s: found %s, %s", home, column.source.list_url, column.source.evidence)
        self.found.setdefault(home, []).append(column.source)

    def home_failed(self, failure: "Failure") -> Iterator[Request]:
        """Note a page of the way that could not be fetched, and go on with the next."""
        if isinstance(failure.value, PutOffError):
            # The next page of the way would be put off as well.
            return
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
                self.broke(search.home, f"{search.home.list_url}: {search.failure()}", search.obstacle)
            yield self.open_list(search.part.source).replace(dont_filter=True)
            return
        if lead is None:
            self.broke(search.home, f"{search.home.list_url}: {search.failure()}", search.obstacle)
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

    def sent_elsewhere(self, source: Source, request: Request) -> None:
        """Go on with the search where a page of the way is on a host that is not the spider's."""
        if not isinstance(source, Home) or self.crawler.engine is None:
            super().sent_elsewhere(source, request)
            return
        search = self._searches[source.list_url]
        search.failed(request.meta["redirect_urls"][0], "redirected", Obstacle(MOVED, f"to {request.url}"))
        for following in self._search_on(search):
            self.crawler.engine.crawl(following)
