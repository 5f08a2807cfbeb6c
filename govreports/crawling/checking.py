"""What must hold for every spider, offline: names agree, it is attributes only, and its fixture gives its golden record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreports.archive import ArchiveError, read_exchanges
from govreports.catalogue.evidence import EvidenceError, status_of
from govreports.catalogue.provinces import province_of_agency
from govreports.crawling.fixtures import FOLDER, Fixture, Replay, differences, replay_of
from govreports.crawling.spider import DisclosureSpider

if TYPE_CHECKING:
    import asyncio

    from scrapy.crawler import AsyncCrawlerProcess

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


def check_all(
    process: "AsyncCrawlerProcess",
    spiders: Iterable[type[DisclosureSpider]],
    done: Callable[[Checked], None],
    *,
    folder: Path = FOLDER,
    update: bool = False,
) -> None:
    """Have *process* replay *spiders*, and tell *done* about each; the process is still to be started.

    With *update* what comes out becomes the golden record.
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
    if not fixture.archive.exists():
        done(Checked(spider.name, (*problems, f"it has no fixture {fixture.archive}")))
        return None
    try:
        sample = fixture.sample
        # A replay of a damaged archive would only miss answers, and not say why.
        for _exchange in read_exchanges(fixture.archive):
            pass
        replay = replay_of(spider, fixture.archive, process.settings)
        task = process.crawl(replay.crawler, **({"sample": sample} if sample else {}))
    except (ArchiveError, OSError) as error:
        done(Checked(spider.name, (*problems, str(error))))
        return None

    def compare(_task: "asyncio.Task[None]") -> None:
        replay.finish()
        found = (*problems, *replay.problems, *_compared(replay, fixture, update=update))
        done(Checked(spider.name, found, len(replay.records)))

    task.add_done_callback(compare)
    return task


def _compared(replay: Replay, fixture: Fixture, *, update: bool) -> Iterator[str]:
    if update:
        fixture.write_golden(replay.records)
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
