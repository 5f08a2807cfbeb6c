"""A spider for a site of which only an address is known: crawled once, written down, replayed, and kept only if that works."""

import importlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from govreports import __version__
from govreports.agencies import directory
from govreports.archive import ArchiveError, write_info
from govreports.catalogue.provinces import province_of_agency
from govreports.crawling.checking import check_attributes, class_name
from govreports.crawling.fixtures import FOLDER, MOST_BYTES, Fixture, replay_of
from govreports.crawling.rendering import PART
from govreports.crawling.replay import RECORD_TO
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Source
from govreports.progress import site_lines
from govreports.records import Agency

if TYPE_CHECKING:
    import asyncio

    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Request, Response

_RECORDER: Final = "govreports.crawling.replay.RecordingDownloadHandler"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_GOVERNMENT: Final = ".gov.cn"
_OFFICE: Final = re.compile(r"\d{6}-([a-z]{2,8})")
"""The id of an agency whose office has a short name of its own."""


_READ: Final = frozenset({"parsed", "partial"})


class CannotKeepError(Exception):
    """The site could not be made to work; the message says why, a reason a line."""


@dataclass(slots=True)
class Order:
    """What a contributor asks for: a spider for *url*, kept below *root*, replayed on *sample* reports.

    *hosts* may be asked besides those of the site's own place.
    """

    url: str
    root: Path
    sample: int
    name: str | None = None
    agency_name: str | None = None
    hosts: str = ""


@dataclass(eq=False)
class NewSite:
    """One site on its way into the project; *tell* hears, a line at a time, how far it is."""

    order: Order
    process: "AsyncCrawlerProcess"
    tell: Callable[[str], None]
    records: list[dict[str, Any]] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a contributor should look at in what was written."""
    failure: str | None = None
    """Why nothing was written, a reason a line."""

    def start(self) -> None:
        """Have the process crawl the site and, when that is done, write it down; the process is still to be started.

        Raises:
            CannotKeepError: what is asked for cannot be, whatever the site says.
        """
        loader = get_spider_loader(self.process.settings)
        self._others = [it for it in map(loader.load, loader.list()) if issubclass(it, DisclosureSpider)]
        if self.order.name is not None:
            self._allow(self.order.name)
        self._folder = TemporaryDirectory(prefix="newsite-")
        settings = self.process.settings.copy()
        handlers = {"http": _RECORDER, "https": _RECORDER}
        own = {"DOWNLOAD_HANDLERS": handlers, "FEEDS": {}, "HISTORY_FOLDER": None, RECORD_TO: str(self._fetched)}
        settings.update(own, priority="cmdline")
        self._crawler = Crawler(SiteSpider, settings)
        self._crawler.signals.connect(self._seen, signals.response_received)
        self._crawler.signals.connect(self._take, signals.item_scraped)
        pause = settings.getfloat("DOWNLOAD_DELAY")
        self.tell(f"looking for annual reports from {self.order.url}, {pause:g} s or more between pages")
        task = self.process.crawl(
            self._crawler, url=self.order.url, sample=str(self.order.sample), hosts=self.order.hosts
        )
        self._rest = task.get_loop().create_task(self._keep(task))

    def finish(self) -> None:
        """After the process has ended: raise what nobody foresaw, and leave nothing half done."""
        if not self._rest.done():
            self.failure = "the crawl was stopped"
            self._discard()
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
        except (CannotKeepError, ArchiveError, OSError) as error:
            self.failure = str(error)
        finally:
            if not kept:
                self._discard()
            self._folder.cleanup()

    def _discard(self) -> None:
        for path in self.written:
            path.unlink(missing_ok=True)
        self.written.clear()

    async def _write(self) -> None:
        sources = self._sources()
        agency_name = self.order.agency_name or _agency_of(self.records)
        agency = directory().find([agency_name])
        if agency is None:
            raise CannotKeepError(f"{agency_name!r} is no agency's name; give one with --agency")
        name = self.order.name or spider_name(sources[0].host, agency.id)
        self._allow(name)
        self._allow_lists(agency, sources)
        file = self._room(agency) / f"{name}.py"
        self._save(file, spider_code(name, agency_name, sources, self._further_hosts(sources)))
        if not (package := file.parent / "__init__.py").exists():
            self._save(package, "")
        self.tell(f"replaying {name} offline on what was fetched")
        await self._replay(_load(self.order.root, file), Fixture(name, self.order.root / FOLDER))
        self.notes += self._doubts(agency)

    def _allow(self, name: str) -> None:
        """Refuse a *name* that no spider can have, or that one has."""
        if not _NAME.fullmatch(name):
            raise CannotKeepError(
                f"{name!r} is no name for a spider (small letters and digits, parted by _); give another with --name"
            )
        fixture = Fixture(name, self.order.root / FOLDER)
        taken = [f"a spider {it.name}" for it in self._others if it.name == name]
        taken += [str(path.relative_to(self.order.root)) for path in (fixture.archive, fixture.golden) if path.exists()]
        if taken:
            raise CannotKeepError(f"there is {' and '.join(taken)} already; give another name with --name")

    def _allow_lists(self, agency: Agency, sources: list[Source]) -> None:
        """Refuse an *agency* or a list that has its spider: one file a site is the catalogue."""
        for spider in self._others:
            if spider is SiteSpider:
                continue
            file = f"{spider.__module__.replace('.', '/')}.py"
            read = {source.list_url for source in spider.sources}
            if known := next((source.list_url for source in sources if source.list_url in read), None):
                raise CannotKeepError(f"{file} reads {known} already")
            if (home := spider.home_agency()) is not None and home.id == agency.id:
                found = ", ".join(source.list_url for source in sources)
                raise CannotKeepError(
                    f"{agency.name} has a spider already, {file}: if its site has moved, add {found} there; "
                    "if this is another agency's site, name that with --agency"
                )

    def _doubts(self, agency: Agency) -> Iterator[str]:
        """What was guessed, and what did not come out well."""
        if agency.region_code is None and agency.level != "state":
            yield (
                f"no place is known for {agency.name!r}: is that the agency's full name? If so, "
                "add it to govreports/agencies/agencies.toml; if not, run again with --agency"
            )
        if others := sorted({it["agency"]["name"] for it in self.records if it["agency"]} - {agency.name}):
            yield f"some reports name another agency: {', '.join(others)}"
        for record in self.records:
            if record["tables_state"] not in _READ:
                yield f"{record['source']['url']}: its tables are {record['tables_state']}"

    def _room(self, agency: Agency) -> Path:
        """The folder of the agency's province; of spiders themselves where its region is not known."""
        folder = self.order.root / "spiders"
        province = province_of_agency(agency)
        return folder / province.slug if province is not None else folder

    def _sources(self) -> list[Source]:
        """The columns that the crawl found; only a crawl without any failure has some."""
        stats, spider = self._crawler.stats, self._crawler.spider
        if stats is None or not isinstance(spider, SiteSpider):
            raise CannotKeepError("the crawl did not start")
        failed = [str(line).removeprefix("FAILED ") for line in site_lines(stats, spider.lists) if line.failed]
        if failed:
            raise CannotKeepError("\n".join(dict.fromkeys([*spider.troubles, *failed])))
        if not spider.found or not self.records:
            raise CannotKeepError("no report came out")
        states = sorted({record["tables_state"] for record in self.records})
        if _READ.isdisjoint(states):
            raise CannotKeepError(f"no report has tables that could be read: they are {' or '.join(states)}")
        return spider.lists

    def _further_hosts(self, sources: list[Source]) -> list[str]:
        """Hosts that reports lie on, or their files, besides those of their lists."""
        own = {source.host for source in sources}
        sites = {record["source"]["site"] for record in self.records}
        files = {
            urlsplit(it["url"]).hostname for record in self.records for it in record["attachments"] if it["sha256"]
        }
        named = self._crawler.spider.hosts_met if isinstance(self._crawler.spider, SiteSpider) else set()
        return sorted(host for host in sites | files | named if host and host not in own)

    async def _replay(self, spider: type[DisclosureSpider], fixture: Fixture) -> None:
        """Replay the new spider on what was fetched; what it asks for then is its fixture, what it gives its golden record."""
        fixture.folder.mkdir(parents=True, exist_ok=True)
        self.written += [fixture.archive, fixture.golden]
        now = datetime.now(UTC)
        with fixture.archive.open("wb") as file:
            info = {
                "software": f"govreports/{__version__}",
                "format": "WARC File Format 1.0",
                "description": f"Pages fetched from {spider.sources[0].host} in {now:%B %Y}.",
                "sample": str(self.order.sample),
            }
            write_info(file, info, now.strftime("%Y-%m-%dT%H:%M:%SZ"))
        replay = replay_of(spider, self._fetched, self.process.settings, record_to=fixture.archive)
        await self.process.crawl(replay.crawler, sample=str(self.order.sample))
        replay.finish()
        if problems := [*check_attributes(spider), *replay.problems]:
            raise CannotKeepError(f"the spider does not work without discovery: {'; '.join(problems)}")
        lost = {record["report_id"] for record in self.records} - {record["report_id"] for record in replay.records}
        if lost or not replay.records:
            raise CannotKeepError(f"the spider does not give {', '.join(sorted(lost)) or 'anything'}")
        if (size := fixture.archive.stat().st_size) > MOST_BYTES:
            raise CannotKeepError(
                f"a fixture of {size >> 10} KB is too large, {MOST_BYTES >> 10} are the most: keep fewer reports (--sample 1)"
            )
        fixture.write_golden(replay.records)

    def _save(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.written.append(path)


def spider_name(host: str, agency_id: str) -> str:
    """What to call the spider of *host*: the place, then the office.

    >>> spider_name("sthjj.liaocheng.gov.cn", "371500-sthjj"), spider_name("www.pingtan.gov.cn", "350128-gwh")
    ('liaocheng_sthjj', 'pingtan_gwh')
    >>> spider_name("www.qingdao.gov.cn", "370200-sthjj"), spider_name("www.qingdao.gov.cn", "370200-zf")
    ('qingdao_sthjj', 'qingdao')
    """
    labels = [label for label in host.removesuffix(_GOVERNMENT).split(".") if label != "www"][::-1]
    office = _OFFICE.fullmatch(agency_id)
    if len(labels) == 1 and office is not None and office[1] != "zf":
        labels.append(office[1])
    return "_".join(re.sub(r"[^a-z0-9]+", "", label.lower()) for label in labels)


def spider_code(name: str, agency_name: str, sources: list[Source], further_hosts: list[str]) -> str:
    """The text of a spider's file: ten lines, all of them attributes."""
    families = sorted({type(source).__name__ for source in sources})
    evidence = f"list: fetched {datetime.now(UTC):%b %Y}"
    hosts = "".join(f'"{host}", ' for host in further_hosts)
    further = f", hosts=({hosts.strip()})" if further_hosts else ""
    listed = ", ".join(
        f'{type(source).__name__}("{source.list_url}", evidence="{evidence}"{further})' for source in sources
    )
    return f'''"""{agency_name}: {urlsplit(sources[0].list_url).hostname}."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import {", ".join(families)}


class {class_name(name)}(DisclosureSpider):
    name = "{name}"
    agency_name = "{agency_name}"
    sources = ({listed}{"," if len(sources) == 1 else ""})
'''


def _agency_of(records: list[dict[str, Any]]) -> str:
    """Whose site it is: the agency that most reports are of."""
    names = Counter(str(record["agency"]["name"]) for record in records if record["agency"])
    if not names:
        raise CannotKeepError("the reports do not say whose they are; name the agency with --agency")
    return names.most_common(1)[0][0]


def _load(root: Path, file: Path) -> type[DisclosureSpider]:
    """The spider in *file*, a module below *root*."""
    module = ".".join(file.relative_to(root).with_suffix("").parts)
    importlib.invalidate_caches()
    sys.modules.pop(module, None)
    loaded = importlib.import_module(module)
    spider: type[DisclosureSpider] = getattr(loaded, class_name(file.stem))
    return spider
