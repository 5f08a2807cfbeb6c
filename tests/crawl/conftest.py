"""Real crawls: ``scrapy crawl`` in its own process, through the replica as its proxy."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.replica import LoggedRequest, Replica, Site, all_sites

ROOT = Path(__file__).parents[2]
# A short delay, not none: without any, Scrapy sends what queues at one moment at once, whatever its limits say.
_QUICK = (
    "-s",
    "DOWNLOAD_DELAY=0.01",
    "-s",
    "AUTOTHROTTLE_ENABLED=False",
    "-s",
    "RETRY_TIMES=0",
    "-s",
    "DATA_FOLDER=",
)

_BOUNDED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass(frozen=True)
class Crawl:
    """What a finished crawl left."""

    code: int
    log: str
    records: list[dict[str, Any]]
    requests: list[LoggedRequest]

    def record(self, report_id: str) -> dict[str, Any]:
        """The one record of that id."""
        (found,) = [record for record in self.records if record["report_id"] == report_id]
        return found

    def line(self, site: str) -> str:
        """The line of the summary that is about *site*."""
        (found,) = [line for line in self.log.splitlines() if f" {site}: " in line and " reports, " in line]
        return found


def hurried(requests: Sequence[LoggedRequest], pace: float) -> list[tuple[str, str]]:
    """The neighbours in a log, by their paths, that came with less than *pace* seconds between.

    A busy machine hands a request to the replica late and never early. That takes from the gap after it what it has added
    to the gap before, so the two are also taken together; half of the pace is left for lateness either way.
    """
    gaps = [later.time - earlier.time for earlier, later in pairwise(requests)]
    short = [gap < pace / 2 and (place == 0 or gaps[place - 1] + gap < pace * 1.5) for place, gap in enumerate(gaps)]
    return [(it.path, after.path) for (it, after), is_short in zip(pairwise(requests), short, strict=True) if is_short]


def command(spider: str, output: Path, *options: str) -> list[str]:
    """The command that an operator would type."""
    return [sys.executable, "-m", "scrapy", "crawl", spider, "-O", str(output), *_QUICK, *options]


def environment(replica: Replica) -> dict[str, str]:
    """The environment of a crawl through *replica*; warnings of ours are errors there as here."""
    return {
        **os.environ,
        **replica.environment(),
        "PYTHONWARNINGS": "error:::govreports,error:::spiders,error:::pipelines",
    }


def finish(process: subprocess.Popen[str], output: Path, replica: Replica) -> Crawl:
    """Wait for a crawl and read what it left."""
    _out, log = process.communicate(timeout=120)
    lines = output.read_text("utf-8").splitlines() if output.exists() else []
    return Crawl(process.returncode, log, [json.loads(line) for line in lines], list(replica.log))


def start(
    spider: str, output: Path, replica: Replica, *options: str, largest_file: int | None = None
) -> subprocess.Popen[str]:
    """Start a crawl; with *largest_file*, in bytes, its files fail as on a disk that is full then."""
    words = command(spider, output, *options)
    bounded = [sys.executable, "-c", _BOUNDED, str(largest_file), *words] if largest_file is not None else words
    return subprocess.Popen(
        bounded,
        cwd=ROOT,
        env=environment(replica),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Crawl]:
    """Crawl a spider against *sites* (those of the project unless told otherwise)."""

    def run(spider: str, *options: str, sites: Sequence[Site] | None = None, largest_file: int | None = None) -> Crawl:
        output = tmp_path / f"{spider}.jsonl"
        with Replica(sites=all_sites() if sites is None else sites) as replica:
            return finish(start(spider, output, replica, *options, largest_file=largest_file), output, replica)

    return run


@pytest.fixture(scope="session")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Crawl]]:
    """All three spiders against their replicas, once."""
    folder = tmp_path_factory.mktemp("crawls")
    with Replica(sites=all_sites()) as replica:
        spiders = ("liaocheng_sthjj", "hengshui_sthjj", "pingtan")
        started = {name: start(name, folder / f"{name}.jsonl", replica) for name in spiders}
        yield {name: finish(process, folder / f"{name}.jsonl", replica) for name, process in started.items()}
