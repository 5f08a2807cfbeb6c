"""The gate that every request passes last, right before it is sent: whether it may be, and when.

A crawl has one gate. What it knows of hosts it shares with other crawls by way of ``govreports.hosts``; what it has met
stands in the stats, for the summary and every monitor: ``site/<host>/obstacle`` and ``hint``, and ``site/<host>/put_off``
where a host is left for another run.
"""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.exceptions import CloseSpider

from govreports.exits import EXIT, LATER
from govreports.hosts import STATE, Closure, Hosts
from govreports.keeping import room_for
from govreports.manners.addresses import address_written, is_public
from govreports.manners.reasons import (
    DAILY_BOUND,
    ENDING,
    OUTSIDE_WINDOW,
    HostStopped,
    PrivateAddressError,
    PutOffError,
    host_of,
)
from govreports.manners.resolver import PublicResolver
from govreports.manners.retry_after import BUSY, seconds_asked
from govreports.manners.turns import Turns, sleep_while
from govreports.manners.window import window_of, zone_of
from govreports.obstacles import BUSY as BUSY_KIND
from govreports.obstacles import Obstacle

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

_SLOWEST: Final = 120.0
"""Seconds between two requests that a host is slowed down to at most, where it says "too much" but not for how long."""
_HOUR: Final = 3600.0


class Gate:
    """What one crawl may ask of whom, and what it has been told."""

    def __init__(self, crawler: "Crawler") -> None:
        """Open what is known of hosts; a crawl that keeps nothing knows only of its own requests.

        Raises:
            WindowError: the settings say no hours.
        """
        settings = crawler.settings
        self._crawler = crawler
        self._window = window_of(settings)
        self._zone = zone_of(settings)
        self._refusal = settings.getfloat("REFUSAL_HOURS") * _HOUR
        self._longest_wait = settings.getfloat("RETRY_AFTER_MAX")
        self._most_a_day = settings.getint("HOST_REQUESTS_PER_DAY")
        self._allows_private = settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        room = room_for(settings, "hosts")
        self._hosts = Hosts(room / STATE if room is not None else None)
        self._turns = Turns(room) if room is not None else None
        # Whoever set the proxies meant them.
        self._proxies = {host for proxy in getproxies().values() if (host := _host(proxy))}
        self._stopped: dict[str, HostStopped] = {}
        self._put_off: dict[str, PutOffError] = {}
        self._sent: dict[str, float] = {}
        self._closing: asyncio.Task[None] | None = None
        self._watches = False
        crawler.signals.connect(self._engine_stopped, signals.engine_stopped)

    def watch(self) -> None:
        """See to it that the run begins and ends within its bounds: called by whoever sends what passes the gate."""
        if not self._watches:
            self._watches = True
            self._crawler.signals.connect(self._spider_opened, signals.spider_opened)
            self._crawler.signals.connect(self._spider_idle, signals.spider_idle)

    def check(self, host: str) -> None:
        """Raise where nothing may be asked of *host* now.

        Raises:
            HostStopped: it has refused us, in this run or before.
            PutOffError: it is not to be asked at this hour, or not any more today.
        """
        self.check_refused(host)
        if self._watches:
            self._check_bounds(host)
        now = time.time()
        closure = self._hosts.closure(host, now)
        # With no hours for refusals there is none to be kept, be it written down.
        if closure is not None and (self._refusal > 0 or closure.kind == BUSY_KIND):
            words = f"{closure.words}, left alone from {self._clock(closure.since)} until {self._clock(closure.until)}"
            logger.warning("%s: %s; nothing is asked of it (%s)", host, words, closure.kind)
            raise self._stop(host, Obstacle(closure.kind, words), told=words)

    def stop(self, host: str, obstacle: Obstacle) -> None:
        """Note that *host* refuses us: it is left alone for the rest of the run, and for REFUSAL_HOURS."""
        if host in self._stopped:
            return
        now = time.time()
        told, until = None, "in this run"
        if self._refusal > 0:
            self._hosts.close(host, Closure(obstacle.kind, obstacle.evidence, now, now + self._refusal))
            if self._turns is not None:
                until = f"until {self._clock(now + self._refusal)}"
                told = f"{obstacle.evidence}, left alone {until}"
        logger.warning("%s: %s (%s); nothing more is asked of it %s", host, obstacle.kind, obstacle.evidence, until)
        self._stop(host, obstacle, told=told)

    def check_refused(self, host: str) -> None:
        """Raise HostStopped where *host* has refused us in this run, or is known to."""
        if (stopped := self._stopped.get(host)) is not None:
            raise stopped

    def is_stopped(self, host: str) -> bool:
        """Whether *host* has refused us, in this run or before."""
        return host in self._stopped

    @asynccontextmanager
    async def turn(self, request: "Request") -> AsyncIterator[None]:
        """Wait for the host's turn, and count the request that is made in it.

        Raises:
            HostStopped, PutOffError: it is not to be made, which may have come out while it waited.
            PrivateAddressError: its host is this machine, or in a private network.
        """
        host = host_of(request)
        self._check_address(host, request)
        slot = self._slot(request)
        delay, jitter = (slot.delay, slot.jitter) if slot is not None else (0.0, 0.0)
        async with self._turns.turn(host, delay, self._pause) if self._turns is not None else nullcontext():
            while (left := self._hosts.rests_until(host) - time.time()) > 0:
                self.check(host)
                await self._pause(min(left, self._longest_wait))
            # Scrapy keeps the delay between requests that leave its queue, and knows nothing of waits behind that.
            if (left := self._sent.get(host, -math.inf) + delay * (1 - jitter) - time.monotonic()) > 0:
                await self._pause(left)
            self.check(host)
            self._hosts.count(host, self._today())
            self._sent[host] = time.monotonic()
            yield

    def answered(self, request: "Request", response: "Response") -> None:
        """Keep what an answer says about when to ask again."""
        if response.status not in BUSY:
            return
        host, now = host_of(request), time.time()
        value = (response.headers.get("Retry-After") or b"").decode("latin-1")
        seconds = seconds_asked(value, now) if value else None
        if seconds is None:
            self._slow_down(host, request)
        elif seconds <= self._longest_wait:
            logger.info("%s: HTTP %d, asks to wait %.0f seconds", host, response.status, seconds)
            self._hosts.rest(host, now + seconds)
        else:
            words = f"HTTP {response.status}, asks to be left alone until {self._clock(now + seconds)}"
            logger.warning("%s: %s; nothing more is asked of it", host, words)
            self._hosts.close(host, Closure(BUSY_KIND, f"HTTP {response.status} with Retry-After", now, now + seconds))
            self._stop(host, Obstacle(BUSY_KIND, words), told=words)

    def why_unresolved(self, request: "Request") -> PrivateAddressError | None:
        """The reason where the resolver would not say where the request's host is."""
        host = host_of(request)
        address = PublicResolver.refused.get(host)
        return PrivateAddressError(host, address) if address is not None else None

    def _check_address(self, host: str, request: "Request") -> None:
        if self._allows_private:
            return
        own = self._own_hosts()
        PublicResolver.allowed |= own | self._proxies | {_host(str(request.meta.get("proxy") or ""))}
        written = address_written(host)
        if written is not None and not is_public(written) and host not in own:
            error = PrivateAddressError(host, str(written))
            logger.warning("%s: not asked, %s", request.url, error)
            raise error

    def _own_hosts(self) -> set[str]:
        """The hosts that the spider's sources name, and whoever started it: these may lie where they like."""
        spider = self._crawler.spider
        named = {host for source in getattr(spider, "sources", ()) for host in (source.host, *source.hosts)}
        return named | set(getattr(spider, "allowed_domains", None) or ())

    def _check_bounds(self, host: str) -> None:
        if (put_off := self._put_off.get(host)) is not None:
            raise put_off
        if self._window is not None and not self._window.is_open(datetime.now(self._zone).time()):
            self._end_outside_window()
            raise self._leave(host, OUTSIDE_WINDOW, self._outside())
        if 0 < self._most_a_day <= self._hosts.asked(host, self._today()):
            words = f"{self._most_a_day} requests today, HOST_REQUESTS_PER_DAY"
            logger.warning("%s: %s; the rest is for another day", host, words)
            raise self._leave(host, DAILY_BOUND, words)

    def _leave(self, host: str, reason: str, words: str) -> PutOffError:
        self._put_off[host] = PutOffError(host, reason, words)
        self._tell(f"site/{host}/put_off", words)
        self._tell(EXIT, LATER)
        return self._put_off[host]

    def _stop(self, host: str, obstacle: Obstacle, *, told: str | None) -> HostStopped:
        self._stopped[host] = HostStopped(host, obstacle.kind, told)
        self._tell(f"site/{host}/obstacle", obstacle.kind)
        self._tell(f"site/{host}/hint", told)
        return self._stopped[host]

    def _spider_opened(self, spider: "Spider") -> None:
        """Ask for nothing at all outside the window."""
        if self._window is not None and not self._window.is_open(datetime.now(self._zone).time()):
            self._leave_all(spider)
            raise CloseSpider(OUTSIDE_WINDOW)

    def _spider_idle(self) -> None:
        """A run that has left something for another day has not finished."""
        if any(put_off.reason == DAILY_BOUND for put_off in self._put_off.values()):
            raise CloseSpider(DAILY_BOUND)

    def _end_outside_window(self) -> None:
        engine = self._crawler.engine
        if self._closing is None and engine is not None and engine.spider is not None:
            self._leave_all(engine.spider)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=OUTSIDE_WINDOW))

    def _leave_all(self, spider: "Spider") -> None:
        """Whatever the sites have given so far, the window says nothing about them."""
        words = self._outside()
        logger.warning("%s; nothing is asked, the rest is for another run", words)
        for source in getattr(spider, "lists", ()):
            self._leave(source.host, OUTSIDE_WINDOW, words)
        self._tell(EXIT, LATER)

    def _outside(self) -> str:
        opening = self._window.next_opening(datetime.now(self._zone)) if self._window is not None else None
        return f"outside CRAWL_WINDOW {self._window}, which opens {opening:%Y-%m-%d %H:%M %z}"

    def _slow_down(self, host: str, request: "Request") -> None:
        slot = self._slot(request)
        if slot is not None and slot.delay < _SLOWEST:
            slot.delay = min(slot.delay * 2, _SLOWEST)
            logger.info("%s: too much for it; %g seconds between requests from now on", host, slot.delay)

    def _slot(self, request: "Request") -> "Slot | None":
        engine = self._crawler.engine
        return engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None

    async def _pause(self, seconds: float) -> None:
        if not await sleep_while(seconds, self._is_going_on):
            raise PutOffError("the run", ENDING, "it ends")

    def _is_going_on(self) -> bool:
        engine = self._crawler.engine
        return engine is not None and bool(engine.running) and self._closing is None

    def _today(self) -> str:
        return datetime.now(self._zone).date().isoformat()

    def _clock(self, moment: float) -> str:
        return datetime.fromtimestamp(moment, self._zone).strftime("%Y-%m-%d %H:%M %z")

    def _tell(self, stat: str, value: Any) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.set_value(stat, value)

    def _engine_stopped(self) -> None:
        self._hosts.done()


_GATES: Final["WeakKeyDictionary[Crawler, Gate]"] = WeakKeyDictionary()


def gate_of(crawler: "Crawler") -> Gate:
    """The crawl's gate: the handlers of both schemes, and the middlewares, share it."""
    gate = _GATES.get(crawler)
    if gate is None:
        gate = _GATES[crawler] = Gate(crawler)
    return gate


def _host(proxy: str) -> str:
    return urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname or ""
