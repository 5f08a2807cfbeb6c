"""A spider for a site of which only an address is known: crawled once, written down, replayed, and kept only if that works."""

import importlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy.spiderloader import get_spider_loader

from govreports.agencies import directory
from govreports.catalogue.provinces import province_of_agency
from govreports.crawling.checking import cannot_start, class_name
from govreports.crawling.fixtures import FOLDER, Fixture
from govreports.crawling.recording import CannotKeepError, Recording, doubts
from govreports.crawling.site import SiteSpider, place_of
from govreports.crawling.spider import DisclosureSpider
from govreports.obstacles import is_home
from govreports.platforms import Source
from govreports.records import Agency

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_GOVERNMENT: Final = ".gov.cn"
_OFFICE: Final = re.compile(r"\d{6}-([a-z]{2,8})")
"""The id of an agency whose office has a short name of its own."""
_OF_GOVERNMENT: Final = "-zf"
_UNVERIFIED: Final = "list: unverified"
_MOVED: Final = "if its site has moved: CONTRIBUTING.md, When a site moves"


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


class NewSite(Recording):
    """One site on its way into the project."""

    def __init__(self, order: Order, process: "AsyncCrawlerProcess", tell: Callable[[str], None]) -> None:
        super().__init__(process, order.root, order.sample, tell)
        self.order = order

    def start(self) -> None:
        """Have the process crawl the site and, when that is done, write it down; the process is still to be started.

        Raises:
            CannotKeepError: what is asked for cannot be, whatever the site says.
        """
        loader = get_spider_loader(self.process.settings)
        self._others = [
            it
            for it in map(loader.load, loader.list())
            if issubclass(it, DisclosureSpider) and (it is SiteSpider or not cannot_start(it))
        ]
        if self.order.name is not None:
            self._allow(self.order.name)
        self._allow_address()
        self._crawl(
            SiteSpider, f"looking for annual reports from {self.order.url}", url=self.order.url, hosts=self.order.hosts
        )

    def _undo(self) -> None:
        for path in self.written:
            path.unlink(missing_ok=True)
        self.written.clear()

    async def _write(self) -> None:
        spider = self._crawled()
        if not isinstance(spider, SiteSpider) or not spider.found:
            raise CannotKeepError("no report came out")
        sources = spider.lists
        agency_name = self.order.agency_name or _agency_of(spider.agency, self.records)
        agency = directory().find([agency_name])
        if agency is None:
            raise CannotKeepError(f"{agency_name!r} is no agency's name; give one with --agency")
        self._allow_lists(agency, sources)
        name = self.order.name or spider_name(sources[0].host, agency.id)
        self._allow(name)
        file = self._room(agency) / f"{name}.py"
        self._save(file, spider_code(name, agency_name, sources, self._further_hosts(sources)))
        if not (package := file.parent / "__init__.py").exists():
            self._save(package, "")
        self.tell(f"replaying {name} offline on what was fetched")
        fixture = Fixture(name, self.order.root / FOLDER)
        self.written += [fixture.archive, fixture.golden]
        await self._replay(_load(self.order.root, file), fixture)
        self.notes += doubts(agency, self.records)

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
            raise CannotKeepError(
                f"there is {' and '.join(taken)} already; give another name with --name, or fetch that spider's pages "
                f"anew: scrapy newsite --again {name}"
            )

    def _allow_address(self) -> None:
        """Refuse, before the site is asked for anything, what can only be a known spider's site.

        That is a list that it reads, the first page of its host, or the agency that it is for. Where many agencies share
        a host, its first page is the government's; and what a spider says its site has left may be looked for anew.
        """
        url, wanted = self.order.url, self.order.agency_name
        agency = directory().find([wanted]) if wanted is not None else None
        for spider, home in self._known():
            file, hosts = _file_of(spider), {source.host for source in _current(spider)}
            if any(source.list_url == url for source in spider.sources):
                raise CannotKeepError(f"{file} reads {url} already; {_MOVED}")
            if hosts and agency is not None and agency.id == home.id:
                raise CannotKeepError(f"{agency.name} has a spider already, {file}; {_MOVED}")
            host = urlsplit(url).hostname or ""
            shared = host in {place_of(host), f"www.{place_of(host)}"} and not home.id.endswith(_OF_GOVERNMENT)
            if agency is None and is_home(url) and host in hosts and not shared:
                raise CannotKeepError(
                    f"{host} is the site of {home.name}, which has a spider already, {file}; "
                    f"if this is another agency's column there, name that with --agency; {_MOVED}"
                )

    def _known(self) -> Iterator[tuple[type[DisclosureSpider], Agency]]:
        """The spiders of sites, each with whose it is."""
        for spider in self._others:
            if (home := spider.home_agency()) is not None:
                yield spider, home

    def _allow_lists(self, agency: Agency, sources: list[Source]) -> None:
        """Refuse an *agency* or a list that has its spider: one file a site is the catalogue."""
        for spider, home in self._known():
            file = _file_of(spider)
            read = {source.list_url for source in spider.sources}
            if known := next((source.list_url for source in sources if source.list_url in read), None):
                raise CannotKeepError(f"{file} reads {known} already")
            if home.id == agency.id:
                raise CannotKeepError("\n".join(self._how_to_move(spider, agency, file, sources)))

    def _how_to_move(
        self, spider: type[DisclosureSpider], agency: Agency, file: str, sources: list[Source]
    ) -> Iterator[str]:
        """That an agency has its spider, and what to write there for *sources* that were found elsewhere."""
        today = datetime.now(UTC).date()
        hosts, before = self._further_hosts(sources), today - timedelta(days=1)
        yield f"{agency.name} has a spider already, {file}; if this is another agency's site, name that with --agency"
        yield "If its site has moved, add to the spider's sources, with the family's name among its imports,"
        for source in sources:
            yield f"  {source_code(source, _UNVERIFIED, hosts, f'since={_day(today)}')},"
        yield f"say of those that it has left until={_day(before)}, or the day they ended (from datetime import date), and"
        yield f"  scrapy newsite --again {spider.name}"

    def _room(self, agency: Agency) -> Path:
        """The folder of the agency's province; of spiders themselves where its region is not known."""
        folder = self.order.root / "spiders"
        province = province_of_agency(agency)
        return folder / province.slug if province is not None else folder

    def _further_hosts(self, sources: list[Source]) -> list[str]:
        """Hosts that reports lie on, or their files, besides those of their lists."""
        own = {source.host for source in sources}
        sites = {record["source"]["site"] for record in self.records}
        files = {
            urlsplit(it["url"]).hostname for record in self.records for it in record["attachments"] if it["sha256"]
        }
        named = self._crawler.spider.hosts_met if isinstance(self._crawler.spider, SiteSpider) else set()
        return sorted(host for host in sites | files | named if host and host not in own)

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
    listed = ", ".join(source_code(source, evidence, further_hosts) for source in sources)
    quoted = _quoted(agency_name)
    return f'''"""{quoted[1:-1]}: {urlsplit(sources[0].list_url).hostname}."""

from govreports.crawling import DisclosureSpider
from govreports.platforms import {", ".join(families)}


class {class_name(name)}(DisclosureSpider):
    name = "{name}"
    agency_name = {quoted}
    sources = ({listed}{"," if len(sources) == 1 else ""})
'''


def source_code(source: Source, evidence: str, hosts: list[str], *more: str) -> str:
    """The text of a source in a spider's file."""
    said = [_quoted(source.list_url), f"evidence={_quoted(evidence)}", *more]
    if hosts:
        said.append(f"hosts=({', '.join(map(_quoted, hosts))}{',' if len(hosts) == 1 else ''})")
    return f"{type(source).__name__}({', '.join(said)})"


def _quoted(text: str) -> str:
    """*text* as Python and the formatter write it; whatever is in it, it stays a text."""
    return json.dumps(text, ensure_ascii=False)


def _day(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"


def _file_of(spider: type[DisclosureSpider]) -> str:
    return f"{spider.__module__.replace('.', '/')}.py"


def _current(spider: type[DisclosureSpider]) -> list[Source]:
    """The sources that the site has not left."""
    today = datetime.now(UTC).date()
    return [source for source in spider.sources if not source.is_retired(today)]


def _agency_of(site: Agency | None, records: list[dict[str, Any]]) -> str:
    """Whose site it is: whose it calls itself, or else the agency that most reports are of.

    What a site calls itself by a name that no place is known for counts only where a report is of that name: whose
    office an agency is cannot be told then.
    """
    ids = {record["agency"]["id"] for record in records if record["agency"]}
    if site is not None and (site.region_code is not None or not ids or site.id in ids):
        return site.name
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
