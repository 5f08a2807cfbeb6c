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
from govreports.progress import site_lines

if TYPE_CHECKING:
    from scrapy.settings import Settings

FOLDER: Final = Path("tests/sites")
"""Where fixtures and golden records lie, below the project's root."""

MOST_BYTES: Final = 2 * 1024 * 1024
"""How large an archive may be: a fixture is a few pages, and everybody who clones the project fetches all of them."""

_HANDLER: Final = "govreports.crawling.replay.ReplayDownloadHandler"
# Replays wait for nobody. They write no feed, and are silent: what they find out is returned.
_SETTINGS: Final[Mapping[str, Any]] = {
    "AUTOTHROTTLE_ENABLED": False,
    "CONTACT": "replay",
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
    "FEEDS": {},
    "HISTORY_FOLDER": None,
    "PROGRESS_INTERVAL": 0,
    "RETRY_ENABLED": False,
}


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

    def read_golden(self) -> list[dict[str, Any]]:
        """The records that must come out."""
        records: list[dict[str, Any]] = json.loads(self.golden.read_text("utf-8"))
        return records

    def write_golden(self, records: list[dict[str, Any]]) -> None:
        """Make *records* what must come out."""
        self.golden.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")


@dataclass(eq=False)
class Replay:
    """A crawl of a fixture: its *records* in a fixed order and without the time of fetching, and what went wrong."""

    crawler: Crawler
    records: list[dict[str, Any]] = field(default_factory=list)

    def take(self, item: dict[str, Any]) -> None:
        """Keep a record that came out."""
        self.records.append(item)

    @property
    def problems(self) -> list[str]:
        """Why the replay cannot be trusted, in words; empty where all went well."""
        stats, spider = self.crawler.stats, self.crawler.spider
        if stats is None or not isinstance(spider, DisclosureSpider):
            return ["the spider did not start"]
        problems = [str(line) for line in site_lines(stats, spider.lists) if line.failed]
        if missing := stats.get_value(MISSING):
            problems.append(f"{missing} requests have no answer in the fixture")
        return problems

    def finish(self) -> None:
        """Bring the records into their fixed order."""
        self.records.sort(key=lambda record: (record["report_id"], record["source"]["url"]))
        for record in self.records:
            record["source"]["fetched_at"] = None


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
