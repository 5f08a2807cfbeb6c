"""The project's spiders as a scheduler sees them: what each may ask, whose it is, and when it is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from govreports.catalogue.provinces import Province, province_of_agency, provinces
from govreports.crawling.loading import naming_the_file
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider
from govreports.deadlines import deadline
from govreports.hosts import STATE, Hosts
from govreports.keeping import room_for
from govreports.scheduling.due import Due, Pace, Past, Subject, next_due
from govreports.scheduling.past import past_of

PACE = "SCHEDULE"
"""The setting with the numbers of days that differ from those of Pace."""


class PlanError(ValueError):
    """No plan can be made of what was asked for; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A spider: its name, the hosts that it may ask, where its history is kept, and what its calendar goes by."""

    name: str
    hosts: frozenset[str]
    keeps_as: str
    subject: Subject
    province: Province | None


def today() -> date:
    """The day by which all here counts: UTC's."""
    return datetime.now(UTC).date()


def spiders(settings: BaseSettings, names: Iterable[str] = (), province: str | None = None) -> list[Planned]:
    """The spiders of the project, or those of *names*, of a province (by its folder or its name), by their names.

    Raises:
        LoadingError: a spider's file cannot be loaded.
        PlanError: there is no such spider or province.
    """
    with naming_the_file():
        loader = get_spider_loader(settings)
    found = {it.name: it for it in _all(loader)}
    if unknown := sorted(set(names) - set(found)):
        raise PlanError(f"no such spiders: {', '.join(unknown)} (scrapy list names all there are)")
    if province not in {None, *(name for it in provinces() for name in (it.slug, it.name))}:
        raise PlanError(f"no province is called {province!r}; there are {', '.join(it.slug for it in provinces())}")
    chosen = [found[name] for name in sorted(set(names) or found)]
    return [it for it in map(planned, chosen) if province is None or (it.province and province in _names(it.province))]


def planned(spider: type[DisclosureSpider], keeps_as: str | None = None) -> Planned:
    """What is planned with *spider*, whose runs are kept by its name or as *keeps_as*."""
    agency = spider.home_agency()
    hosts = frozenset(host for source in spider.sources for host in (source.host, *source.hosts))
    # Of a site that was left for good nothing is awaited.
    is_left = bool(spider.sources) and all(source.is_retired(today()) for source in spider.sources)
    subject = Subject(spider.name, None if is_left else partial(deadline, agency))
    place = province_of_agency(agency) if agency is not None else None
    return Planned(spider.name, hosts, keeps_as or spider.name, subject, place)


def pace_of(settings: BaseSettings) -> Pace:
    """The policy's numbers.

    Raises:
        PlanError: the setting does not say numbers of days.
    """
    try:
        return Pace.of(settings.getdict(PACE))
    except ValueError as error:
        raise PlanError(str(error)) from error


def due(those: Iterable[Planned], settings: BaseSettings, day: date) -> list[Due]:
    """When each of *those* is due, as seen on *day*; the longest due first, of the same day by name.

    Raises:
        PlanError: the settings say no policy.
    """
    pace, closed = pace_of(settings), _closures(settings)
    return sorted((_due(it, settings, day, pace, closed) for it in those), key=lambda it: (it.on, it.spider))


def due_of(spider: type[DisclosureSpider], arguments: Mapping[str, str], settings: BaseSettings) -> Due:
    """When one spider is due today or later, as it is started with *arguments*.

    Raises:
        PlanError: the settings say no policy.
    """
    # Of one that has no file its arguments say which site it is.
    it = planned(spider, spider(**arguments).keeps_as)
    return _due(it, settings, today(), pace_of(settings), _closures(settings))


def _due(it: Planned, settings: BaseSettings, day: date, pace: Pace, closed: Mapping[str, date]) -> Due:
    history, runs = room_for(settings, "history"), room_for(settings, "runs")
    known = Past()
    if history is not None and runs is not None:
        known = past_of(history / f"{it.keeps_as}.jsonl", runs / it.keeps_as)
    until = max((closed[host] for host in it.hosts & closed.keys()), default=None)
    return next_due(it.subject, replace(known, closed_until=until), day, pace)


def _closures(settings: BaseSettings) -> dict[str, date]:
    """The hosts that are to be left alone, and the last day of that."""
    room = room_for(settings, "hosts")
    if room is None or not (room / STATE).exists():
        return {}
    hosts = Hosts(room / STATE)
    try:
        closures = hosts.closures(datetime.now(UTC).timestamp())
        return {host: datetime.fromtimestamp(it.until, UTC).date() for host, it in closures.items()}
    finally:
        hosts.done()


def _all(loader: SpiderLoaderProtocol) -> Iterator[type[DisclosureSpider]]:
    for name in loader.list():
        spider = loader.load(name)
        if issubclass(spider, DisclosureSpider) and spider is not SiteSpider:
            yield spider


def _names(province: Province) -> tuple[str, str]:
    return province.slug, province.name
