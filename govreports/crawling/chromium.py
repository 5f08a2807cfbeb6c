"""Chromium, showing pages that Scrapy fetches for it.

The browser has no way to the network. Whatever a page asks for is asked by Scrapy in its place, so that for scripts, too,
robots.txt, allowed hosts, one connection a host, delays, the User-Agent, proxies, certificates and stops at refusals hold
as for every other request; and what a list does not need (pictures, styles, frames, other hosts) is not asked for at all.

This module needs the extra ``js``; govreports.crawling.rendering decides whether it is loaded.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Playwright, Route, async_playwright
from playwright.async_api import Request as PageRequest
from scrapy import Request, signals
from scrapy.exceptions import NotSupported
from scrapy.http import Response, TextResponse
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from govreports.crawling.rendering import METHOD, PART, RenderingError, drawn_response, page_number
from govreports.manners import ANSWER, gate_of, host_of
from govreports.platforms.paging import page_count

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

_KINDS: Final = frozenset({"document", "script", "xhr", "fetch"})
_METHODS: Final = frozenset({"GET", "POST"})
# The browser's own headers are not sent: Scrapy says who asks, and for what encodings.
_NOT_SENT: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "cookie", "host", "upgrade-insecure-requests", "user-agent"}
)
# Nor is everything that sites send passed on: bodies are unpacked, cookies are not kept, nothing is saved as a file.
_NOT_PASSED_ON: Final = frozenset(
    {b"content-disposition", b"content-encoding", b"content-length", b"set-cookie", b"transfer-encoding"}
)
_LARGEST_PAGE: Final = 8_000_000
"""Characters of a drawn page."""
_MOST_BYTES: Final = 64_000_000
"""Of all that one page's scripts ask for."""
_MOST_KEPT: Final = 16_000_000
"""Bytes of scripts kept for further pages of the crawl."""
_TICK: Final = 0.1
_QUIET: Final = 0.5
"""Seconds without a request after which a page that has changed is taken for done."""
_PATIENCE: Final = 2.0
"""The same for a page that has not changed."""
_CLOSING: Final = 20.0
_MOST_OPEN: Final = 4
"""Lists that may wait at once for somebody to click on."""

_LENGTH: Final = "() => document.documentElement.outerHTML.length"
# Relative links are relative to where the page is by now, which the request's address need not be.
_HTML: Final = """() => {
  const copy = document.documentElement.cloneNode(true);
  if (!copy.querySelector("base[href]")) {
    const base = document.createElement("base");
    base.setAttribute("href", document.baseURI.replace(/#.*/s, ""));
    (copy.querySelector("head") || copy).prepend(base);
  }
  return copy.outerHTML;
}"""
_LINKS: Final = """() => [...document.querySelectorAll("a[href]")]
  .map((link) => link.href + " " + link.textContent.trim()).sort().join("\\n")"""
# The control to the next page, by what it is called; one with an address of its own is followed, not clicked.
_NEXT: Final = """(click) => {
  const words = /^(?:下一?页|后一?页)$/, marks = /^[>›»]{1,2}$/;
  const dead = /(?:^|[\\s_-])(?:disabled?|noclick|nolink|unable)(?:$|[\\s_-])/i;
  const called = (it) => [it.textContent, it.title, it.ariaLabel, it.value]
    .map((text) => (typeof text === "string" && text.length < 40 ? text.replace(/\\s+/g, "") : ""));
  const isDead = (it, up = 2) => it.disabled || it.ariaDisabled === "true" || dead.test(it.getAttribute("class") || "")
    || (up > 0 && it.parentElement !== null && isDead(it.parentElement, up - 1));
  const isFollowed = (it) => {
    const href = (it.closest("a[href]")?.getAttribute("href") ?? "").trim();
    return href !== "" && !href.startsWith("#") && !/^javascript:/i.test(href);
  };
  const all = (names, pattern) =>
    [...document.querySelectorAll(names)].filter((it) => called(it).some((text) => pattern.test(text)));
  let found = all("a, button, li, span, div, em, input", words);
  if (!found.length) found = [...document.querySelectorAll("button.btn-next")];
  if (!found.length) found = all("a, button", marks);
  const control = found.filter((it) => !isDead(it) && !isFollowed(it)).at(-1);
  if (control && click) control.click();
  return Boolean(control);
}"""


class ChromiumProvider:
    """Starts the browser for scrapy-playwright when the first list needs it, and not before."""

    def __init__(self, config: Any) -> None:
        self._options = config.launch_options
        self._playwright: Playwright | None = None

    async def start(self) -> None:
        """Nothing yet: most crawls need no browser."""

    async def launch_browser(self) -> "Browser":
        """The browser."""
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(**self._options)

    async def launch_persistent_context(self, context_kwargs: dict[str, Any]) -> "BrowserContext":  # noqa: ARG002  # its caller's
        """Nothing is kept from one page to the next."""
        raise NotSupported("pages are shown without a profile")

    async def close(self) -> None:
        """Stop what drives the browser."""
        if self._playwright is not None:
            await self._playwright.stop()


@dataclass(frozen=True, slots=True)
class _Bounds:
    timeout: float
    requests: int

    @classmethod
    def from_settings(cls, settings: "BaseSettings") -> Self:
        return cls(settings.getfloat("RENDER_TIMEOUT"), settings.getint("RENDER_MAX_REQUESTS"))


class _Sheet:
    """One list as the browser shows it, from its first page as far as it has been clicked on."""

    _names = count(1)

    def __init__(
        self,
        most_requests: int,
        fetch: Callable[[Request], Awaitable[Response]],
        may_ask: Callable[[str], bool],
    ) -> None:
        self.name = f"list {next(self._names)}"
        self.number = 0
        self.status: int | None = None
        """Of the page itself, once it is there."""
        self.faults: list[str] = []
        """What failed while the page was drawn, in words."""
        self.refused: Counter[str] = Counter()
        self.other_hosts: set[str] = set()
        self.resting = False
        """Between two pages nothing is asked for, whatever timers the scripts have set."""
        self._most_requests = most_requests
        self._fetch = fetch
        self._may_ask = may_ask
        self._page: Page | None = None
        self._requests = 0
        self._bytes = 0
        self._under_way = 0
        self._last = 0.0

    @property
    def page(self) -> Page:
        """The browser's page."""
        if self._page is None:  # cannot be: scrapy-playwright prepares a page before it opens it
            raise RenderingError("the browser has no page")
        return self._page

    async def prepare(self, page: Page, _request: Request) -> None:
        """Stand between the page and the network; without this it has none."""
        self._page = page
        page.on("pageerror", lambda error: self.faults.append(f"script: {_first_line(error)}"))
        page.on("websocket", lambda _socket: self.refused.update(["websocket"]))
        await page.route("**/*", self._answer)
        # Of other pages of its context, which cannot be, nothing would be answered.
        await page.context.route("**/*", lambda route: route.abort())

    async def _answer(self, route: Route) -> None:
        asked = route.request
        # The page may be closed at any moment, and then nobody waits for an answer.
        with suppress(PlaywrightError):
            if (reason := self._refusal(asked)) is not None:
                self.refused[reason] += 1
                # An aborted move leaves the page as it is.
                await route.abort("aborted" if asked.is_navigation_request() and self.number else "blockedbyclient")
                return
            self._requests += 1
            self._under_way += 1
            try:
                response = await self._fetch(_as_scrapys(asked))
                self._bytes += len(response.body)
                _check_kind(asked, response)
            except Exception as error:  # whatever the download ended in, the script is told that it failed
                self.faults.append(f"{asked.url}: {error or type(error).__name__}")
                await route.abort("failed")
            else:
                if self.status is None:
                    self.status = response.status
                if response.status >= 400:
                    self.faults.append(f"{asked.url}: HTTP {response.status}")
                await route.fulfill(status=response.status, headers=_passed_on(response), body=response.body)
            finally:
                self._under_way -= 1
                self._last = asyncio.get_running_loop().time()

    def _refusal(self, asked: PageRequest) -> str | None:
        """Why the page does not get what it asks for; None where it does."""
        host = urlsplit(asked.url).hostname or ""
        if asked.resource_type not in _KINDS or asked.method not in _METHODS:
            return asked.resource_type
        if asked.is_navigation_request() and asked.frame.parent_frame is not None:
            return "frame"
        if not self._may_ask(host):
            self.other_hosts.add(host)
            return "other_host"
        if self._requests >= self._most_requests or self._bytes > _MOST_BYTES:
            return "too_many"
        return "resting" if self.resting else None

    async def turn(self) -> bool:
        """Click on to the next page; False where nothing changes by it, which is what pagers do at their end.

        Raises:
            RenderingError: the click broke something.
        """
        before, faults = await self.page.evaluate(_LINKS), len(self.faults)
        self._last = asyncio.get_running_loop().time()
        await self.page.evaluate(_NEXT, True)
        if await self._settle(before):
            return True
        if len(self.faults) > faults:
            raise RenderingError(f"下一页 does not work: {self.faults[-1]}")
        if (pages := page_count(await self.html()) or 0) > self.number:
            raise RenderingError(f"下一页 does not work on page {self.number} of {pages}")
        return False

    async def _settle(self, before: str) -> bool:
        """Wait until nothing more comes; whether the page's links have changed."""
        while True:
            await asyncio.sleep(_TICK)
            quiet = 0.0 if self._under_way else asyncio.get_running_loop().time() - self._last
            if quiet < _QUIET:
                continue
            # A page on the move cannot be asked.
            with suppress(PlaywrightError):
                if await self.page.evaluate(_LINKS) != before:
                    return True
                if quiet > _PATIENCE:
                    return False

    async def measure(self, _page: Page | None = None) -> None:
        """Raise RenderingError where the page has grown beyond measure."""
        if await self.page.evaluate(_LENGTH) > _LARGEST_PAGE:
            raise RenderingError(f"it draws a page of more than {_LARGEST_PAGE} characters")

    async def html(self) -> str:
        """The page as it is."""
        await self.measure()
        return str(await self.page.evaluate(_HTML))

    async def goes_on(self) -> bool:
        """Whether there is something to click on the way to the next page."""
        return bool(await self.page.evaluate(_NEXT, False))


class DrawingMiddleware:
    """Has requests for drawn pages answered by Chromium, one page at a time."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._bounds = _Bounds.from_settings(crawler.settings)
        # Says at every start that it starts, though it mostly has nothing to do.
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
        self._handler = ScrapyPlaywrightDownloadHandler(crawler)
        self._one_at_a_time = asyncio.Lock()
        self._sheets: dict[str, _Sheet] = {}
        self._scripts: dict[str, Response] = {}
        self._scripts_size = 0

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.engine_stopped, signals.engine_stopped)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Have the page drawn; the answer goes to the downloader, which hands it out in the host's turn.

        Raises:
            RenderingError: it could not be drawn.
            HostStopped, PutOffError: it could not because its host is not to be asked any more.
        """
        if request.method != METHOD:
            return
        async with self._one_at_a_time:
            try:
                await self._leave_answer(request)
            except RenderingError:
                # Where what its scripts asked for was put off, the page lacks it through no fault of its own.
                gate_of(self._crawler).check(host_of(request))
                raise

    async def _leave_answer(self, request: Request) -> None:
        try:
            async with asyncio.timeout(self._bounds.timeout):
                request.meta[ANSWER] = await self._draw(request)
        except RenderingError:
            await self._put_away(request.url)
            raise
        except TimeoutError:
            await self._put_away(request.url)
            raise RenderingError(f"not drawn within {self._bounds.timeout:g} seconds") from None
        # Playwright's, and what its driver and scrapy-playwright may raise for a browser that does not start or dies.
        except (PlaywrightError, OSError, RuntimeError) as error:
            faults = self._sheets[request.url].faults if request.url in self._sheets else []
            await self._put_away(request.url)
            raise RenderingError(f"not drawn: {'; '.join([*faults[:1], _first_line(error)])}") from error

    async def engine_stopped(self) -> None:
        """Close the browser, whatever has happened."""
        for url in list(self._sheets):
            await self._put_away(url)
        try:
            async with asyncio.timeout(_CLOSING):
                await self._handler.close()
        except (PlaywrightError, TimeoutError) as error:
            logger.warning("the browser did not close: %s", _first_line(error))

    async def _draw(self, request: Request) -> Response:
        number = page_number(request)
        sheet = self._sheets.get(request.url)
        if sheet is None or sheet.number >= number:
            sheet = await self._open(request)
        sheet.resting = False
        repeated = False
        while sheet.number < number and not repeated:
            repeated = not await sheet.turn()
            sheet.number += 1
        html = await sheet.html()
        status = sheet.status or 200
        more = not repeated and status == 200 and await sheet.goes_on()
        sheet.resting = True
        self._report(sheet, request)
        if not more:
            await self._put_away(request.url)
        return drawn_response(request, html, status=status, more=more, repeated=repeated)

    async def _open(self, request: Request) -> _Sheet:
        """The first page of a list, in a context of its own."""
        await self._put_away(request.url)
        while len(self._sheets) >= _MOST_OPEN:
            # Should it be asked for again, it is opened again, and clicked on from the beginning.
            await self._put_away(next(iter(self._sheets)))
        sheet = _Sheet(self._bounds.requests, self._fetch, self._may_ask)
        self._sheets[request.url] = sheet
        context = {
            "accept_downloads": False,
            "locale": "zh-CN",
            "service_workers": "block",
            "user_agent": (request.headers.get("User-Agent") or b"").decode("latin-1"),
        }
        meta = {
            "playwright": True,
            "playwright_context": sheet.name,
            "playwright_context_kwargs": context,
            "playwright_include_page": True,
            "playwright_page_goto_kwargs": {"wait_until": "networkidle"},
            "playwright_page_init_callback": sheet.prepare,
            "playwright_page_methods": [PageMethod(sheet.measure)],
        }
        try:
            await self._handler.download_request(Request(request.url, meta=meta))
        except RuntimeError as error:
            # So scrapy-playwright says that a script wanted a file saved. It may not, but the page is none the worse.
            if sheet.status is None or not str(error).startswith("Failed to download"):
                raise
            sheet.refused["download"] += 1
        sheet.number = 1
        return sheet

    async def _put_away(self, url: str) -> None:
        """Close the list's page, if it is open, and forget what it has stored."""
        sheet = self._sheets.pop(url, None)
        wrapper = self._handler.context_wrappers.get(sheet.name) if sheet else None
        if wrapper is not None:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSING):
                    await wrapper.context.close()

    async def _fetch(self, request: Request) -> Response:
        """What a script asks for: kept from an earlier page, or fetched as everything is."""
        is_script = request.meta[PART] == "script"
        if is_script and (kept := self._scripts.get(request.url)) is not None:
            return kept
        engine = self._crawler.engine
        if engine is None:  # cannot be while a request is under way
            raise RuntimeError("the crawl has no engine")
        response = await engine.download_async(request)
        if is_script and response.status == 200:
            self._scripts_size += len(response.body)
            if self._scripts_size <= _MOST_KEPT:
                self._scripts[request.url] = response
        return response

    def _may_ask(self, host: str) -> bool:
        allowed = getattr(self._crawler.spider, "allowed_domains", None) or ()
        return any(host == own or host.endswith(f".{own}") for own in allowed)

    def _report(self, sheet: _Sheet, request: Request) -> None:
        """Say and count what the page did not get."""
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value("rendering/pages")
            for reason, times in sheet.refused.items():
                self._crawler.stats.inc_value(f"rendering/refused/{reason}", times)
        sheet.refused.clear()
        if sheet.other_hosts:
            logger.info(
                "%s: its scripts ask other hosts, which are not asked: %s", request.url, _some(sheet.other_hosts)
            )
            sheet.other_hosts.clear()
        if sheet.faults:
            logger.warning("%s: drawn, but %s", request.url, _some(sheet.faults))
            sheet.faults.clear()


def _as_scrapys(asked: PageRequest) -> Request:
    """What a page asks for, as Scrapy asks for it."""
    headers = {
        name: value
        for name, value in asked.headers.items()
        if name not in _NOT_SENT and not name.startswith(("sec-", ":"))
    }
    kind = asked.resource_type
    return Request(
        asked.url, method=asked.method, headers=headers, body=asked.post_data_buffer or b"", meta={PART: kind}
    )


def _check_kind(asked: PageRequest, response: Response) -> None:
    """Raise RenderingError where the browser would save what it gets instead of showing it."""
    if asked.is_navigation_request() and not isinstance(response, TextResponse):
        raise RenderingError("it is no page")


def _passed_on(response: Response) -> dict[str, str]:
    """The headers of an answer, as the browser may see them."""
    return {
        name.decode("latin-1"): b"\n".join(values).decode("latin-1")
        for name, values in response.headers.items()
        if name.lower() not in _NOT_PASSED_ON
    }


def _some(found: list[str] | set[str]) -> str:
    """The first few of *found*."""
    shown = sorted(found)[:3]
    return "; ".join(shown) + ("" if len(found) <= len(shown) else f" and {len(found) - len(shown)} more")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
