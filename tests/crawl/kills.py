"""Runs that are ended at any moment, and what must hold once one has come to its end after them.

Used by the tests, and with more rounds by ``python -m benchmarks kills``.
"""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator

from tests.crawl.conftest import ROOT, start
from tests.replica import Replica, Site

_BETWEEN: Final = 3
"""How many runs are ended, on average, before one is let come to its end."""
_SECONDS: Final = 120
_COMMAND: Final = "import sys; from govreports.cli import main; sys.exit(main())"
_FULL: Final = (40_000, 400_000)
"""Between which sizes, in bytes, files of a run on a full disk stop growing."""


@dataclass(frozen=True)
class Subject:
    """What is crawled: a *spider* with its *options*, what its sites are called in folders, and the *sites*."""

    spider: str
    kept_as: str
    sites: Sequence[Site]
    options: Sequence[str] = ()


@dataclass
class Tally:
    """What was done and what came of it."""

    kills: int = 0
    full_disks: int = 0
    lost_networks: int = 0
    too_late: int = 0
    """Runs that had ended before they could be killed."""
    completed: int = 0
    fetched_again: int = 0
    """Report pages fetched in full although an earlier run had fetched them."""
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """What a run that nobody disturbed gives: its records by id, without what tells of when they were fetched."""

    records: dict[str, dict[str, Any]]
    requests: int
    seconds: float


class Trial:
    """Ends runs of *subject* in *folder*, at moments that *chance* draws, and looks at what the next whole run leaves."""

    def __init__(self, subject: Subject, folder: Path, chance: random.Random) -> None:
        self.subject, self.folder, self.chance = subject, folder, chance
        self.tally = Tally()
        self._given = self._undisturbed()
        self._round = 0
        self._fetched: Counter[str] = Counter()
        """What those runs have fetched that the next one goes on with."""

    def run(self, kills: int) -> Tally:
        """Kill *kills* runs, in rounds that each end with a whole one; in some the disk is full or the network lost too."""
        data = self._next_folder()
        while self.tally.kills < kills:
            self._fetched.clear()
            for _time in range(self.chance.randint(1, 2 * _BETWEEN - 1)):
                draw = self.chance.random()
                if draw < 0.1:
                    self._on_a_full_disk(data)
                elif draw < 0.2:
                    self._without_network(data)
                else:
                    self._killed(data)
            self._complete(data)
            if self.chance.random() < 0.4:
                data = self._next_folder()
        return self.tally

    def _next_folder(self) -> Path:
        self._round += 1
        return self.folder / f"data-{self._round}"

    def _undisturbed(self) -> Given:
        data = self.folder / "undisturbed"
        began = time.monotonic()
        with Replica(self.subject.sites) as replica:
            process = self._start(data, replica)
            _out, log = process.communicate(timeout=_SECONDS)
            if process.returncode != 0:
                raise RuntimeError(log)
            requests = len(replica.log)
        return Given(_told(_lines(_feed(data))), requests, time.monotonic() - began)

    def _start(self, data: Path, replica: Replica, *, largest_file: int | None = None) -> "subprocess.Popen[str]":
        options = (*self.subject.options, "-s", f"DATA_FOLDER={data}", "-s", "HOST_REQUESTS_PER_DAY=0")
        data.mkdir(parents=True, exist_ok=True)
        return start(self.subject.spider, _feed(data), replica, *options, largest_file=largest_file)

    def _killed(self, data: Path) -> None:
        with Replica(self.subject.sites) as replica:
            process = self._start(data, replica)
            self._wait(process, replica)
            process.kill()
            process.communicate(timeout=_SECONDS)
            is_killed = process.returncode == -signal.SIGKILL
            self.tally.kills += is_killed
            self.tally.too_late += not is_killed
            self._fetched += _fetched(replica)
        if not is_killed:
            # After a run that has come to its end the next one begins anew.
            self._fetched.clear()

    def _wait(self, process: "subprocess.Popen[str]", replica: Replica) -> None:
        """Wait until a moment between the run's first step and its last."""
        requests = self.chance.randint(0, self._given.requests + 1)
        pause = self.chance.choice((0.0, self.chance.uniform(0, 0.05), self.chance.uniform(0, 0.4)))
        before = time.monotonic()
        while len(replica.log) < requests and process.poll() is None and time.monotonic() - before < _SECONDS:
            time.sleep(0.001)
        if requests == 0:
            pause = self.chance.uniform(0, self._given.seconds)
        time.sleep(pause)

    def _on_a_full_disk(self, data: Path) -> None:
        with Replica(self.subject.sites) as replica:
            process = self._start(data, replica, largest_file=self.chance.randint(*_FULL))
            process.communicate(timeout=_SECONDS)
            self.tally.full_disks += process.returncode != 0

    def _without_network(self, data: Path) -> None:
        with Replica(self.subject.sites) as replica:
            process = self._start(data, replica)
            self._wait(process, replica)
        process.communicate(timeout=_SECONDS)
        self.tally.lost_networks += process.returncode != 0
        # It has come to its end all the same, with errors.
        self._fetched.clear()

    def _complete(self, data: Path) -> None:
        """Let a run come to its end, and look at everything that is there then."""
        with Replica(self.subject.sites) as replica:
            process = self._start(data, replica)
            _out, log = process.communicate(timeout=_SECONDS)
            fetched = self._fetched + _fetched(replica)
        urls = {record["source"]["url"] for record in _lines(_feed(data))}
        self.tally.fetched_again += sum(number - 1 for url, number in fetched.items() if url in urls and number > 1)
        self.tally.completed += 1
        problems = [f"exit code {process.returncode}: {log[-2000:]}"] if process.returncode else []
        problems += self._wrong_in(data)
        self.tally.problems += [f"{data.name}, after {self.tally.kills} kills: {problem}" for problem in problems]

    def _wrong_in(self, data: Path) -> list[str]:
        problems = []
        lines = _lines(_feed(data))
        if _told(lines) != self._given.records or len(lines) != len(self._given.records):
            problems.append(f"records are {sorted(record['report_id'] for record in lines)}")
        problems += [f"{path} is left" for path in data.rglob("*.part")]
        problems += [f"{path}: {found}" for path in data.rglob("*.sqlite") if (found := _damage(path)) != "ok"]
        problems += [f"{path} cannot be read" for path in data.rglob("*.warc.gz") if not _is_whole(path)]
        if (again := self._reparsed(data)) != sorted(_feed(data).read_text("utf-8").splitlines()):
            problems.append(f"the archive gives {len(again)} records, not those of the feed")
        if (kept := self._ledger(data)) != {(it["report_id"], it["version"]) for it in self._given.records.values()}:
            problems.append(f"the ledger holds {sorted(kept)}")
        return problems

    def _reparsed(self, data: Path) -> list[str]:
        done = _govreports("reparse", "--data", str(data), "--run", "latest", "--jobs", "1", self.subject.kept_as)
        return sorted(done.splitlines())

    def _ledger(self, data: Path) -> set[tuple[str, str]]:
        told = _govreports("versions", "--data", str(data), "--records", self.subject.kept_as)
        kept = [json.loads(line) for line in told.splitlines()]
        # What a run could read in part only, because it lost the network, is kept as what it is.
        versions = [(it["report_id"], it["version"]) for it in kept if it["because"] != "incomplete"]
        return set(versions) if len(versions) == len(set(versions)) else {("twice", str(versions))}


def _feed(data: Path) -> Path:
    return data / "feed.jsonl"


def _govreports(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def _lines(feed: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in feed.read_text("utf-8").splitlines()]


def _told(records: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The records by id, without when they were fetched and where that is kept."""
    told = json.loads(json.dumps(records))
    for record in told:
        record["source"]["fetched_at"] = record["source"]["archive"] = None
        for attachment in record["attachments"]:
            attachment["archive"] = None
    return {record["report_id"]: record for record in told}


def _fetched(replica: Replica) -> "Counter[str]":
    return Counter(f"{it.scheme}://{it.host}{it.path}" for it in replica.log if it.status == 200)


def _damage(path: Path) -> str:
    database = sqlite3.connect(path)
    try:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        database.close()


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        return sum(record.raw_stream.read() is not None for record in records) > 0
