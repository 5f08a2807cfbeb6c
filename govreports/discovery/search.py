"""The search itself: what a page is, which one to ask for next, and when to stop."""

import heapq
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from govreports.discovery.columns import Column, column_at
from govreports.discovery.leads import GUESSED, HOLDS_REPORT, Lead, column_of_report, guesses, lead_of
from govreports.discovery.links import frames_of, links_of, ways_on
from govreports.obstacles import Obstacle, diagnose
from govreports.platforms import Home
from govreports.reading.titles import read_title
from govreports.seen import Seen

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_FAINT: Final = 20
_MOST_FAINT: Final = 6
"""How many leads below that score are followed: pages that only lie below 信息公开, usual addresses."""
_DECIDED: Final = frozenset({"js_rendered", "robots_disallow", "login", "token"})
"""What stands in the way of a page that is the column by its name: no other page makes up for it."""
_ELSEWHERE: Final = 4
"""What the score of a lead to another host is divided by: bureaus link to the reports of their government, too."""
_FROM_REPORT: Final = ("the page is a report",)
_SENT_ON: Final = 60
_GOES_THERE: Final = ("the page only goes there",)
_FRAME: Final = 9
"""Frames of a page: no more than the way into the site."""
_FEWEST_OF: Final = 3
"""One in so many entries of a page that was given names a report, if the page is the column."""
_INDEX: Final = re.compile(r"^/?(?:index\.\w+|default\.\w+)?$")
_PUBLICITY: Final = re.compile(r"/(?:zf|zw)?(?:xxgk|zwgk)[a-z]*(?:_\d+)?/$", re.IGNORECASE)


@dataclass(slots=True)
class Search:
    """One search: best lead first, bounded by the home's max_steps. *asks* says which hosts may be asked."""

    home: Home
    asks: Callable[[str], bool] = lambda _host: True
    obstacle: Obstacle | None = None
    """What stands in the way of the first page, or of the likeliest one."""

    _queue: list[tuple[int, int, Lead]] = field(default_factory=list)
    _ranks: dict[str, int] = field(default_factory=dict)
    """Every address that a page has led to, by the best that spoke for it."""
    _order: Iterator[int] = field(default_factory=itertools.count)
    _asked: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _steps: int = 0
    _current: Lead | None = None
    _sections: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _guessed: bool = False
    _faint: int = 0
    _part: Column | None = None

    def look(self, response: "TextResponse") -> Column | None:
        """Take what a page offers: the column, if it is that; else the leads on it."""
        lead = self._current or Lead(response.url, 0)
        self._asked |= {self.home.list_url, response.url}
        self._seen |= {lead.url, response.url}
        column = column_at(response, named=lead.is_named)
        # An address that is named in several ways counts by the best of them.
        leads = sorted(self._leads(response), key=lambda lead: -lead.score)
        given = self._steps == 0 and not _INDEX.match(urlsplit(response.url).path)
        if column is not None and self._is_it(column, given=given):
            # A report that a search begins at is in a column somewhere; only a column may be a report itself.
            is_report = self._steps == 0 and column.is_report
            leads_on = self._leads_up if column.named or given else self._leads_in
            above = leads if is_report else [found for found in leads if leads_on(found, response.url)]
            if not above:
                for found in leads:
                    self._add(found)
                return column
            # A part of the column, by year or unit, or one report of it, with the way up to the whole of it; or a page
            # that shows its newest entries beside other things, with the way into it.
            self._part = self._part or column
            leads = above
        if lead.is_named and column is None and not self._goes_on(response):
            self._note(
                f"{lead.url} is called 年报 but shows no entries", diagnose(Seen.of(response), has_entries=False)
            )
        if self._current is None and column is None and not leads:
            why = diagnose(Seen.of(response), has_entries=False)
            # Who has moved has left nothing behind at usual addresses.
            self._guessed = why is not None and why.kind == "moved"
            self._note(f"{response.url} leads nowhere", why)
        path = urlsplit(response.url).path
        if _PUBLICITY.search(path):
            self._sections.append(response.url)
        for found in leads:
            self._add(found)
        return None

    @property
    def leads_on(self) -> bool:
        """Whether there are pages still to be asked for that their links speak for."""
        return any(-rank >= _FAINT and lead.url not in self._asked for rank, _order, lead in self._queue)

    @property
    def part(self) -> Column | None:
        """A part of the column, where nothing better was found."""
        return self._part

    @property
    def expects_column(self) -> bool:
        """Whether the page that was asked for last is called what the column is called."""
        return self._current is not None and self._current.is_named

    def next_lead(self) -> Lead | None:
        """The next page to ask for; None when the search is over."""
        self._drop_seen()
        if not self._queue and not self._guessed:
            self._guess()
        if not self._queue or self._steps >= self.home.max_steps:
            return None
        rank, _order, lead = heapq.heappop(self._queue)
        is_decided = self.obstacle is not None and self.obstacle.kind in _DECIDED
        if not lead.is_named and (is_decided or (-rank < _FAINT and self._faint >= _MOST_FAINT)):
            # A host is not asked for all it has: leads come in order, those behind this one are no better.
            return None
        self._faint += -rank < _FAINT
        self._steps += 1
        self._current = lead
        self._asked.add(lead.url)
        return lead

    def others(self) -> Iterator[Lead]:
        """The pages called the column that were not looked at: for earlier years, for other bodies, or the same again."""
        for _rank, _order, lead in sorted(self._queue):
            if lead.is_named and lead.url not in self._seen:
                yield lead

    def failed(self, url: str, reason: str, obstacle: Obstacle | None = None) -> None:
        """Note that a page of the way could not be had, and what stands in its way, where that is known."""
        if self._current is None:
            # A site whose first page cannot be had is not tried for others.
            self._guessed = True
        if obstacle is None and any(reason in said for said in self._notes):
            # A host that has refused us refuses every page.
            return
        if self._current is None or self._current.is_named:
            self._note(f"{url}: {reason}", obstacle)
        elif self._current.score > GUESSED:
            from_report = self._current.reasons == _FROM_REPORT and obstacle is not None and obstacle.kind in _DECIDED
            self._note(f"{url}: {reason}", obstacle if from_report else None)

    def _note(self, words: str, obstacle: Obstacle | None) -> None:
        if self.obstacle is None or (obstacle is not None and obstacle.kind == self.obstacle.kind):
            # What is said last of one kind says what would help.
            self.obstacle = obstacle
        self._notes.append(f"{words} ({obstacle.kind}, {obstacle.evidence})" if obstacle else words)

    def failure(self) -> str:
        """Why nothing was found, in words."""
        tried = f"no column of annual reports found within {self._steps} pages"
        return "; ".join([tried, *[*dict.fromkeys(self._notes)][-3:]])

    def _is_it(self, column: Column, *, given: bool) -> bool:
        """Whether to be content with *column*: it is called so, or is full of reports, or is what was given."""
        if column.named and column.lists_something:
            return True
        if column.is_full_of_reports or (self._steps == 0 and column.is_report):
            return True
        # A home page below a directory may have one report among its news.
        return given and column.reports > 0 and _FEWEST_OF * column.reports >= len(column.listing.rows)

    def _leads_up(self, lead: Lead, url: str) -> bool:
        """Whether *lead* is called the column, has not been seen, and *url* lies below it."""
        above = lead.url.rpartition("/")[0] + "/"
        is_open = lead.url not in self._seen and self.asks(urlsplit(lead.url).hostname or "")
        return lead.is_named and is_open and url.startswith(above) and above != url.rpartition("/")[0] + "/"

    def _goes_on(self, response: "TextResponse") -> bool:
        """Whether the page only sends on to another one, which may be asked for."""
        ways = ways_on(response)
        return any(url not in self._asked and self.asks(urlsplit(url).hostname or "") for url in ways)

    def _leads_in(self, lead: Lead, url: str) -> bool:
        """Whether *lead* is called the column, which *url* is not, on the same host, and is not on the way already."""
        is_open = lead.url not in self._asked and urlsplit(lead.url).hostname == urlsplit(url).hostname
        return (lead.is_named and is_open) or self._leads_up(lead, url)

    def _leads(self, response: "TextResponse") -> Iterator[Lead]:
        parent = column_of_report(response.url)
        if parent and read_title(response.css("title::text").get("")).is_report:
            yield Lead(parent, HOLDS_REPORT, _FROM_REPORT)
        # What is called the column goes on to it, or to the first of its parts.
        named = self._current.score if self.expects_column and self._current is not None else 0
        for url in ways_on(response):
            yield Lead(url, max(_SENT_ON, named), _GOES_THERE)
        for url in frames_of(response):
            yield Lead(url, _FRAME, ("a frame of the page",))
        for link in links_of(response):
            lead = lead_of(link)
            if lead is not None:
                yield lead

    def _add(self, lead: Lead) -> None:
        """Put *lead* in its place; what one page only shows a picture for, the next may call by its name."""
        host = urlsplit(lead.url).hostname or ""
        own = host == urlsplit(self.home.list_url).hostname
        rank = lead.score if own else lead.score // _ELSEWHERE
        if lead.url in self._asked or rank <= self._ranks.get(lead.url, 0):
            return
        self._ranks[lead.url] = rank
        if self.asks(host):
            heapq.heappush(self._queue, (-rank, next(self._order), lead))
            return
        words = f"{lead.url} ({lead.reasons[0]}) is on another host, which is not asked"
        if lead.reasons == _GOES_THERE:
            self._note(words, Obstacle("moved", f"the page only sends on to {lead.url}"))
        elif lead.is_named:
            self._note(words, None)

    def _drop_seen(self) -> None:
        """Take what was asked for already off the front, under a better name or by another way."""
        while self._queue and self._queue[0][2].url in self._asked:
            heapq.heappop(self._queue)

    def _guess(self) -> None:
        """Add addresses that columns often have, once nothing else is left."""
        self._guessed = True
        self._add(Lead(urljoin(self.home.list_url, "/"), GUESSED + 1, ("the site's first page",)))
        if self._part is not None:
            return
        for lead in guesses(self.home.list_url, self._sections):
            self._add(lead)
