"""The catalogue of sites: what the spiders say of themselves, a line for every list. It is kept nowhere else."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from govreports.catalogue.evidence import Standing, Status, status_of
from govreports.catalogue.provinces import Province, province_of_agency, provinces
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Source
from govreports.records import Agency

_ECOLOGY: Final = "生态环境"
_UNVERIFIED: Final[Standing] = "unverified"
_SETTINGS: Final = "govreports.settings"


@dataclass(frozen=True, slots=True)
class Entry:
    """One list of one spider."""

    spider: str
    agency: Agency
    province: Province | None
    source: Source

    @property
    def status(self) -> Status:
        """How far the list's address can be relied on."""
        return status_of(self.source.evidence)

    @property
    def place(self) -> str:
        """The province's name in short; a dash where the agency's place is not known."""
        return self.province.name if self.province else "–"

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON has it."""
        return {
            "province": self.province.slug if self.province else None,
            "region_code": self.agency.region_code,
            "level": self.agency.level,
            "agency_id": self.agency.id,
            "agency": self.agency.name,
            "spider": self.spider,
            "family": self.source.family,
            "list_url": self.source.list_url,
            "status": str(self.status),
            "evidence": self.source.evidence,
            "since": self.source.since.isoformat() if self.source.since else None,
            "until": self.source.until.isoformat() if self.source.until else None,
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of what."""

    spiders: int
    lists: int
    provinces: int
    ecology_cities: int
    """Cities of the prefecture level whose ecology bureau has a spider."""
    ecology_unverified: int
    """Those of them where all lists of the bureau are unverified."""
    families: Counter[str]
    standings: Counter[str]


def entries() -> tuple[Entry, ...]:
    """The lists of all spiders of the project, by place and agency.

    Raises:
        LookupError: nobody knows a spider's agency.
        EvidenceError: a source's evidence is not of the fixed form.
    """
    settings = Settings()
    # The project's, from wherever the command is called.
    settings.setmodule(_SETTINGS)
    loader = get_spider_loader(settings)
    spiders = [loader.load(name) for name in loader.list()]
    found = [
        entry
        for spider in spiders
        if issubclass(spider, DisclosureSpider) and spider is not SiteSpider
        for entry in entries_of(spider)
    ]
    return tuple(sorted(found, key=_order))


def entries_of(spider: type[DisclosureSpider]) -> Iterator[Entry]:
    """The lists of one spider, in its order."""
    agency = spider.home_agency()
    if agency is None:
        raise LookupError(f"{spider.name}: {spider.agency_name!r} is no agency's name")
    for source in spider.sources:
        yield Entry(spider.name, agency, province_of_agency(agency), source)


def chosen(
    listed: Iterable[Entry], *, province: str | None = None, family: str | None = None, standing: str | None = None
) -> tuple[Entry, ...]:
    """Those of a province (by its folder or its name), of a family, of a standing; None stands for any."""
    return tuple(
        it
        for it in listed
        if (province is None or (it.province is not None and province in {it.province.slug, it.province.name}))
        and family in {None, it.source.family}
        and standing in {None, it.status.standing}
    )


def counts(listed: Iterable[Entry]) -> Counts:
    """What there is in *listed*."""
    chosen = list(listed)
    bureaus = [it for it in chosen if it.agency.sector == _ECOLOGY and it.agency.level == "prefecture"]
    cities = {it.agency.region_code for it in bureaus}
    known = {it.agency.region_code for it in bureaus if it.status.standing != _UNVERIFIED}
    places = {it.province.code for it in chosen if it.province and it.province != provinces()[0]}
    return Counts(
        spiders=len({it.spider for it in chosen}),
        lists=len(chosen),
        provinces=len(places),
        ecology_cities=len(cities),
        ecology_unverified=len(cities - known),
        families=Counter(it.source.family for it in chosen),
        standings=Counter(it.status.standing for it in chosen),
    )


def spiders_by_province(listed: Iterable[Entry]) -> Counter[str]:
    """How many spiders each province has, by its code."""
    return Counter(code for _spider, code in {(it.spider, it.province.code) for it in listed if it.province})


def _order(entry: Entry) -> tuple[str, str, str]:
    code = entry.province.code if entry.province else "~"
    return code, entry.agency.region_code or "", entry.spider
