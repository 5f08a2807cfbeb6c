"""A spider's fixture, the pages that it is replayed on, and its golden record, what must come out.

Both lie in tests/sites/, by the spider's name: ``NAME.warc`` and ``NAME.json``. The archive says in its first record
how many reports the spider is asked for (*sample*), and where its pages come from (*description*).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scrapy import signals
from scrapy.crawler import Crawler

from govreports.archive import read_info
from govreports.crawling.replay import MISSING, RECORD_TO, REPLAY_FROM
from govreports.crawling.spider import DisclosureSpider
from govreports.health.sites import site_lines

if TYPE_CHECKING:
    from scrapy.settings import Settings

FOLDER: Final = Path("tests/sites")
"""Where fixtures and golden records lie, below the project's root."""

MOST_BYTES: Final = 2 * 1024 * 1024
"""How large an archive may be: a fixture is a few pages, and everybody who clones the project fetches all of them."""

PLAYED: Final = "Written by the project"
"""How the description of an archive begins whose pages the project has written: no site was asked for them."""

_MOST_NAMED: Final = 3
_HANDLER: Final = "govreports.crawling.replay.ReplayDownloadHandler"
# Replays wait for nobody. They write no feed, and are silent: what they find out is returned. They ask in one order, that
# of the crawl: which reports a sample is, of a column in parts, must not depend on who answers first.
_SETTINGS: Final[Mapping[str, Any]] = {
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 1,
    "CONTACT": "replay",
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
    "FEEDS": {},
    "DATA_FOLDER": None,
    "PROGRESS_INTERVAL": 0,
    "RETRY_ENABLED": False,
}


class GoldenError(ValueError):
    """A golden record is no array of records."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """The files of the spider called *name*."""

    name: str
    folder: Path = FOLDER

    @property
    def archive(self) -> Path:
        """The pages, as a WARC file."""
        return self.folder / f"{self.name}.warc"

    @property
    def golden(self) -> Path:
        """The records, as a JSON array."""
        return self.folder / f"{self.name}.json"

    @property
    def sample(self) -> str | None:
        """How many reports the spider is asked for; None for all."""
        return read_info(self.archive).get("sample")

    @property
    def is_played(self) -> bool:
        """Whether its pages are the project's own, and not a site's."""
        return read_info(self.archive).get("description", "").startswith(PLAYED)

    def read_golden(self) -> list[dict[str, Any]]:
        """The records that must come out.

        Raises:
            GoldenError: they are not to be read as such.
            OSError: they are not to be read at all.
        """
        try:
            records: list[dict[str, Any]] = json.loads(self.golden.read_text("utf-8"))
        except ValueError as error:
            raise GoldenError(f"{self.golden} is no JSON: {error}") from error
        if not isinstance(records, list) or not all(isinstance(it, dict) and "report_id" in it for it in records):
            raise GoldenError(f"{self.golden} is no array of records")
        return records

    def write_golden(self, records: list[dict[str, Any]]) -> None:
        """Make *records* what must come out: all of them or, where this is cut short, what was there before."""
        part = self.golden.with_suffix(".part")
        part.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(self.golden)


@dataclass(eq=False)
class Replay:
    """A crawl of a fixture: its *records* in a fixed order and without the time of fetching, and what went wrong."""

    crawler: Crawler
    records: list[dict[str, Any]] = field(default_factory=list)

    def take(self, item: dict[str, Any]) -> None:
        """Keep a record that came out."""
        self.records.append(item)

    @property
    def was_stopped(self) -> bool:
        """Whether somebody stopped it before its end: what it gave until then says nothing."""
        return was_stopped(self.crawler)

    @property
    def missing(self) -> list[str]:
        """The requests that the archive has no answer to, lists aside that the site has left."""
        found: list[str] = self.crawler.stats.get_value(MISSING, []) if self.crawler.spider is not None else []
        return found

    @property
    def problems(self) -> list[str]:
        """Why the replay cannot be trusted, in words; empty where all went well."""
        spider = self.crawler.spider
        if not isinstance(spider, DisclosureSpider):
            return ["the spider did not start"]
        stats = self.crawler.stats
        if self.was_stopped:
            return ["the replay was stopped"]
        missing = self.missing
        problems = [f"the fixture has no answer to {request}" for request in missing[:_MOST_NAMED]]
        if len(missing) > _MOST_NAMED:
            problems.append(f"and none to {len(missing) - _MOST_NAMED} further requests")
        # What broke only because an answer is missing has been said.
        urls = [request.partition(" ")[2] for request in missing]
        problems += [it for it in dict.fromkeys(spider.troubles) if not any(url in it for url in urls)]
        return [*problems, *(str(line) for line in site_lines(stats, spider.lists) if line.failed)]

    def finish(self) -> None:
        """Bring the records into their fixed order."""
        self.records.sort(key=lambda record: (record["report_id"], record["source"]["url"]))
        for record in self.records:
            record["source"]["fetched_at"] = None


def was_stopped(crawler: Crawler) -> bool:
    """Whether a signal ended a crawl before its end."""
    return crawler.spider is not None and crawler.stats.get_value("finish_reason") == "shutdown"


def replay_of(
    spider: type[DisclosureSpider], archive: Path, settings: "Settings", record_to: Path | None = None
) -> Replay:
    """A replay of *archive* that is ready to be crawled; what is asked for is added to *record_to*."""
    own = settings.copy()
    archives = {REPLAY_FROM: str(archive), RECORD_TO: str(record_to) if record_to else None}
    own.update({**_SETTINGS, **archives}, priority="cmdline")
    replay = Replay(Crawler(spider, own))
    replay.crawler.signals.connect(replay.take, signals.item_scraped)
    return replay


def differences(actual: Any, golden: Any, path: str = "") -> list[str]:
    """Where two trees of JSON differ, as ``path: actual, not golden``."""
    if isinstance(actual, dict) and isinstance(golden, dict):
        found: list[str] = []
        for key in dict.fromkeys([*golden, *actual]):
            below = f"{path}.{key}" if path else str(key)
            if key not in actual or key not in golden:
                found.append(f"{below}: {'gone' if key not in actual else 'new'}")
            else:
                found += differences(actual[key], golden[key], below)
        return found
    if isinstance(actual, list) and isinstance(golden, list) and len(actual) == len(golden):
        pairs = enumerate(zip(actual, golden, strict=True))
        return [line for place, (one, other) in pairs for line in differences(one, other, f"{path}[{place}]")]
    if actual == golden and type(actual) is type(golden):
        return []
    return [f"{path}: {_short(actual)}, not {_short(golden)}"]


def _short(value: Any) -> str:
    text = f"{len(value)} entries" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}…"
