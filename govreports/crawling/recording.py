"""A crawl that is to be kept: recorded, replayed from the bytes alone, and given up where that is not the same."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler

from govreports import __version__
from govreports.agencies import DirectoryError
from govreports.archive import ArchiveError, write_info
from govreports.crawling.checking import check_agency, check_attributes, names_of
from govreports.crawling.fixtures import MOST_BYTES, Fixture, replay_of, was_stopped
from govreports.crawling.rendering import PART
from govreports.crawling.replay import RECORD_TO
from govreports.crawling.spider import DisclosureSpider
from govreports.health.sites import site_lines
from govreports.moments import iso
from govreports.records import Agency

if TYPE_CHECKING:
    import asyncio

    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Request, Response

STOPPED: Final = "the crawl was stopped"

_RECORDER: Final = "govreports.crawling.replay.RecordingDownloadHandler"
_READ: Final = frozenset({"parsed", "partial"})


class CannotKeepError(Exception):
    """The site could not be made to work; the message says why, a reason a line."""


class Recording(ABC):
    """One crawl of a site for *sample* reports, on its way into the project below *root*.

    *tell* hears, a line at a time, how far it is.
    """

    def __init__(self, process: "AsyncCrawlerProcess", root: Path, sample: int, tell: Callable[[str], None]) -> None:
        self.process, self.root, self.sample, self.tell = process, root, sample, tell
        self.records: list[dict[str, Any]] = []
        self.written: list[Path] = []
        self.notes: list[str] = []
        """What a contributor should look at in what was written."""
        self.failure: str | None = None
        """Why nothing was written, a reason a line."""

    @abstractmethod
    def start(self) -> None:
        """Have the process crawl and, when that is done, write down what came; the process is still to be started.

        Raises:
            CannotKeepError: what is asked for cannot be, whatever the site says.
        """

    @abstractmethod
    async def _write(self) -> None:
        """Write down what the crawl gave.

        Raises:
            CannotKeepError: it is not to be kept.
        """

    @abstractmethod
    def _undo(self) -> None:
        """Leave nothing half written."""

    def _crawl(self, spider: type[DisclosureSpider], begin: str, **arguments: str) -> None:
        """Have the process crawl, and write down what comes; the process is still to be started."""
        self._folder = TemporaryDirectory(prefix="newsite-")
        settings = self.process.settings.copy()
        handlers = {"http": _RECORDER, "https": _RECORDER}
        own = {
            # One after the other, as replays ask.
            "CONCURRENT_REQUESTS": 1,
            "DOWNLOAD_HANDLERS": handlers,
            "FEEDS": {},
            "DATA_FOLDER": None,
            RECORD_TO: str(self._fetched),
        }
        settings.update(own, priority="cmdline")
        self._crawler = Crawler(spider, settings)
        self._crawler.signals.connect(self._seen, signals.response_received)
        self._crawler.signals.connect(self._take, signals.item_scraped)
        pause = settings.getfloat("DOWNLOAD_DELAY")
        self.tell(f"{begin}, {pause:g} s or more between pages")
        task = self.process.crawl(self._crawler, sample=str(self.sample), **arguments)
        self._rest = task.get_loop().create_task(self._keep(task))

    def finish(self) -> None:
        """After the process has ended: raise what nobody foresaw, and leave nothing half done."""
        if not self._rest.done():
            self.failure = STOPPED
            self._undo()
        elif not self._rest.cancelled():
            self._rest.result()

    @property
    def _fetched(self) -> Path:
        return Path(self._folder.name) / "fetched.warc"

    def _seen(self, response: "Response", request: "Request") -> None:
        if PART not in request.meta and urlsplit(request.url).path != "/robots.txt":
            self.tell(f"{response.status} {response.url}")

    def _take(self, item: dict[str, Any]) -> None:
        self.records.append(item)
        checks = item["checks"]
        self.tell(
            f"    {item['title']}: tables {item['tables_state']}, {checks['pass']} sums hold, {checks['fail']} do not"
        )

    async def _keep(self, crawled: "asyncio.Task[None]") -> None:
        kept = False
        try:
            await crawled
            await self._write()
            kept = True
        except (CannotKeepError, ArchiveError, DirectoryError, OSError) as error:
            self.failure = str(error)
        finally:
            if not kept:
                self._undo()
            self._folder.cleanup()

    def _crawled(self) -> DisclosureSpider:
        """The spider that has crawled, without any failure, and brought reports that can be read."""
        spider = self._crawler.spider
        if not isinstance(spider, DisclosureSpider):
            raise CannotKeepError("the crawl did not start")
        if was_stopped(self._crawler):
            raise CannotKeepError(STOPPED)
        lines = site_lines(self._crawler.stats, spider.lists)
        if failed := [str(line).removeprefix("FAILED ") for line in lines if line.failed or line.put_off]:
            raise CannotKeepError("\n".join(dict.fromkeys([*spider.troubles, *failed])))
        if not self.records:
            raise CannotKeepError("no report came out")
        states = sorted({record["tables_state"] for record in self.records})
        if _READ.isdisjoint(states):
            raise CannotKeepError(f"no report has tables that could be read: they are {' or '.join(states)}")
        return spider

    async def _replay(self, spider: type[DisclosureSpider], fixture: Fixture) -> None:
        """Replay *spider* on what was fetched; what it asks for then is its fixture, what it gives its golden record."""
        fixture.folder.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        hosts = sorted({host for record in self.records if (host := urlsplit(record["source"]["url"]).hostname)})
        with fixture.archive.open("wb") as file:
            info = {
                "software": f"govreports/{__version__}",
                "format": "WARC File Format 1.0",
                "description": f"Pages fetched from {' and '.join(hosts)} in {now:%B %Y}.",
                "sample": str(self.sample),
            }
            write_info(file, info, iso(now))
        replay = replay_of(spider, self._fetched, self.process.settings, record_to=fixture.archive)
        await self.process.crawl(replay.crawler, sample=str(self.sample))
        if replay.was_stopped:
            raise CannotKeepError(STOPPED)
        replay.finish()
        if problems := [*check_attributes(spider), *replay.problems]:
            raise CannotKeepError(f"the spider does not work without discovery: {'; '.join(problems)}")
        if problems := check_agency(spider.home_agency(), replay.records):
            raise CannotKeepError(f"{problems[0]}: agency_name, or --agency, is to name the agency whose column it is")
        lost = {record["report_id"] for record in self.records} - {record["report_id"] for record in replay.records}
        if lost or not replay.records:
            raise CannotKeepError(f"the spider does not give {', '.join(sorted(lost)) or 'anything'}")
        if (size := fixture.archive.stat().st_size) > MOST_BYTES:
            raise CannotKeepError(
                f"a fixture of {size >> 10} KB is too large, {MOST_BYTES >> 10} are the most: keep fewer reports (--sample 1)"
            )
        fixture.write_golden(replay.records)


def doubts(agency: Agency, records: list[dict[str, Any]]) -> Iterator[str]:
    """What was guessed of *records* on the site of *agency*, and what did not come out well."""
    if agency.region_code is None and agency.level != "state":
        yield (
            f"no place is known for {agency.name!r}: is that the agency's full name? If so, "
            "add it to govreports/agencies/agencies.toml; if not, run again with --agency"
        )
    known = [record["agency"] for record in records if record["agency"]]
    if others := [it["name"] for it in known if it["id"] != agency.id]:
        how_many = "none" if len(others) == len(known) else "not all"
        yield (
            f"{how_many} of the reports are of {agency.name}: there are {names_of(others)}. "
            "If the column is another agency's own, run again with --agency"
        )
    for record in records:
        url = record["source"]["url"]
        if record["tables_state"] not in _READ:
            yield f"{url}: its tables are {record['tables_state']}"
        failed = (it for it in record["findings"] if it["expected"] is not None)
        if sums := dict.fromkeys(f"{it['rule']} (fault: {it['fault']})" for it in failed):
            yield f"{url}: what does not add up is {', '.join(sums)}; compare it with the page"
