"""What must hold for every spider, offline: names agree, it is attributes only, and its fixture gives its golden record."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govreports.archive import ArchiveError, read_exchanges
from govreports.catalogue.evidence import EvidenceError, status_of
from govreports.catalogue.provinces import province_of_agency
from govreports.crawling.fixtures import FOLDER, Fixture, GoldenError, Replay, differences, replay_of
from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Source
from govreports.records import Agency

if TYPE_CHECKING:
    import asyncio

    from scrapy.crawler import AsyncCrawlerProcess

_FETCHED: Final = "fetched"
_ATTRIBUTES: Final = frozenset({"name", "agency_name", "sources"})
_MOST_DIFFERENCES: Final = 10
# Replays wait for nothing but this process; more at once only keep more pages in memory.
_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about the spider called *name*; no problems where all holds."""

    name: str
    problems: tuple[str, ...]
    records: int = 0


def class_name(name: str) -> str:
    """The name of the class of the spider called *name*.

    >>> class_name("liaocheng_sthjj")
    'LiaochengSthjjSpider'
    """
    return "".join(word.capitalize() for word in name.split("_")) + "Spider"


def cannot_start(spider: type[DisclosureSpider]) -> list[str]:
    """What *spider* lacks to be a spider at all, in words."""
    problems = []
    name = getattr(spider, "agency_name", None)
    if not isinstance(name, str) or not name.strip():
        problems.append("agency_name is missing: the full official name of the agency whose site it is")
    sources: object = spider.sources
    if isinstance(sources, Source):
        problems.append("sources is no tuple: a comma belongs behind a single source, as in (Trs(…),)")
    elif not isinstance(sources, tuple) or not all(isinstance(it, Source) for it in sources):
        problems.append("sources is no tuple of sources, as in (Trs(…),)")
    elif not sources:
        problems.append("sources is missing: the lists of the site")
    return problems


def check_attributes(spider: type[DisclosureSpider]) -> list[str]:
    """What is wrong with how *spider* is written, in words."""
    problems = []
    module = spider.__module__.rpartition(".")[2]
    if module != spider.name:
        problems.append(f"the file is called {module}.py, the spider {spider.name}")
    if spider.__name__ != class_name(spider.name):
        problems.append(f"the class is called {spider.__name__}, not {class_name(spider.name)}")
    if code := sorted(name for name in vars(spider) if not name.startswith("__") and name not in _ATTRIBUTES):
        problems.append(f"more than attributes: {', '.join(code)}")
    if lacking := cannot_start(spider):
        return [*problems, *lacking]
    for source in spider.sources:
        try:
            status_of(source.evidence)
        except EvidenceError as error:
            problems.append(f"evidence of {source.list_url}: {error}")
    agency = spider.home_agency()
    room = spider.__module__.split(".")[1:-1]
    province = province_of_agency(agency) if agency is not None else None
    place = [province.slug] if province is not None else []
    if room != place:
        problems.append(f"{spider.agency_name} belongs into spiders/{'/'.join(place)}")
    return problems


def check_evidence(spider: type[DisclosureSpider], fixture: Fixture) -> list[str]:
    """That no evidence of *spider* says more than its pages show.

    Raises:
        ArchiveError: the fixture's archive is damaged.
        OSError: it cannot be read.
    """
    fetched = [source.list_url for source in spider.sources if _FETCHED in source.evidence]
    if not fetched or not fixture.is_played:
        return []
    return [
        f"evidence says that {', '.join(fetched)} was fetched, but the fixture's pages are written by the project: "
        f"scrapy newsite --again {spider.name} fetches the site's own"
    ]


def check_agency(home: Agency | None, records: Iterable[Mapping[str, Any]]) -> list[str]:
    """That *records* are of *home*, or some of them at least; a government's column may hold its offices' alone."""
    agencies = [record["agency"] for record in records if record["agency"]]
    if home is None or not agencies or any(home.id in {it["id"], it["parent"]} for it in agencies):
        return []
    return [f"no record is of {home.name}, they are of {names_of(it['name'] for it in agencies)}"]


def names_of(names: Iterable[str]) -> str:
    """The names, the most frequent first, each with how often it is there.

    >>> names_of(["甲局", "乙局", "乙局"])
    '乙局 (2), 甲局 (1)'
    """
    return ", ".join(f"{name} ({number})" for name, number in Counter(names).most_common())


def check_all(
    process: "AsyncCrawlerProcess",
    spiders: Iterable[type[DisclosureSpider]],
    done: Callable[[Checked], None],
    *,
    folder: Path = FOLDER,
    update: bool = False,
) -> None:
    """Have *process* replay *spiders*, and tell *done* about each; the process is still to be started.

    With *update* what comes out becomes the golden record, if nothing is wrong with it. Of spiders whose replays were
    stopped *done* hears nothing.
    """
    waiting = iter(spiders)

    def start_next(_done: "asyncio.Task[None] | None" = None) -> None:
        for spider in waiting:
            task = _replay(process, spider, Fixture(spider.name, folder), done, update=update)
            if task is not None:
                task.add_done_callback(start_next)
                return

    for _chain in range(_AT_ONCE):
        start_next()


def _replay(
    process: "AsyncCrawlerProcess",
    spider: type[DisclosureSpider],
    fixture: Fixture,
    done: Callable[[Checked], None],
    *,
    update: bool,
) -> "asyncio.Task[None] | None":
    problems = check_attributes(spider)
    if cannot_start(spider):
        done(Checked(spider.name, tuple(problems)))
        return None
    if not fixture.archive.exists():
        done(Checked(spider.name, (*problems, f"it has no fixture {fixture.archive}")))
        return None
    try:
        sample = fixture.sample
        problems += check_evidence(spider, fixture)
        # A replay of a damaged archive would only miss answers, and not say why.
        for _exchange in read_exchanges(fixture.archive):
            pass
        replay = replay_of(spider, fixture.archive, process.settings)
        task = process.crawl(replay.crawler, **({"sample": sample} if sample else {}))
    except (ArchiveError, OSError) as error:
        done(Checked(spider.name, (*problems, str(error))))
        return None

    def compare(task: "asyncio.Task[None]") -> None:
        if (error := task.exception()) is not None:
            done(Checked(spider.name, (*problems, f"it does not start: {error or type(error).__name__}")))
            return
        if replay.was_stopped:
            return
        replay.finish()
        found = [*problems, *replay.problems, *check_agency(spider.home_agency(), replay.records)]
        if replay.missing:
            found.append(f"where the site has other pages now, scrapy newsite --again {spider.name} fetches them")
        try:
            found += _settle(replay, fixture, found) if update else _compared(replay, fixture)
        except (GoldenError, OSError) as error:
            found.append(str(error))
        done(Checked(spider.name, tuple(found), len(replay.records)))

    task.add_done_callback(compare)
    return task


def _settle(replay: Replay, fixture: Fixture, problems: Sequence[str]) -> list[str]:
    """Make what came out the golden record, unless there are *problems*: what is wrong is not to be what must come out."""
    if not problems and replay.records:
        fixture.write_golden(replay.records)
        return []
    return [*([] if replay.records else ["gives nothing"]), "its golden record is left as it was"]


def _compared(replay: Replay, fixture: Fixture) -> Iterator[str]:
    if not fixture.golden.exists():
        yield f"it has no golden record {fixture.golden}"
        return
    golden = fixture.read_golden()
    if not golden:
        yield f"{fixture.golden} holds no record"
    ids: Sequence[str] = [record["report_id"] for record in replay.records]
    expected = [record["report_id"] for record in golden]
    if ids != expected:
        yield f"gives {', '.join(ids) or 'nothing'}, not {', '.join(expected)}"
        return
    found = differences(replay.records, golden)
    yield from found[:_MOST_DIFFERENCES]
    if len(found) > _MOST_DIFFERENCES:
        yield f"and {len(found) - _MOST_DIFFERENCES} further differences"
