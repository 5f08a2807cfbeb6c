"""A site, and crawls of it: each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.crawler import Crawl
from benchmarks.site import DRAWN

OURS: Final = "ours"
BARE: Final = "bare"
_SECONDS: Final = 600
_SECONDS_A_PAGE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Served:
    """Where a site of *count* reports is served, by the variables that send a process's requests there."""

    environment: dict[str, str]
    count: int
    urls: list[str]
    """Addresses of the reports, of a drawn site."""


@contextmanager
def served(count: int, kind: str = DRAWN) -> Iterator[Served]:
    """The site of that kind (benchmarks.site)."""
    command = [sys.executable, "-m", "benchmarks.site", str(count), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout is not None else ""
            if not line:
                raise RuntimeError("the replica did not start")
            yield Served(**json.loads(line))
        finally:
            # The end of its standard input is the server's sign to stop.
            if server.stdin is not None:
                server.stdin.close()


def crawled(site: Served, kind: str, folder: Path, **settings: object) -> Crawl:
    """One crawl of *site*, its feed in *folder*.

    Raises:
        RuntimeError: it broke, or a report of the site is not in its feed, in full and without a finding.
    """
    feed = folder / "reports.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crawler", kind, str(feed), *(f"{it}={settings[it]}" for it in settings)],
        input=json.dumps(site.urls),
        env={**os.environ, **site.environment},
        capture_output=True,
        text=True,
        timeout=_SECONDS + _SECONDS_A_PAGE * site.count,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the {kind} crawl ended with {done.returncode}:\n{done.stderr[-4000:]}")
    crawl = Crawl(**json.loads(done.stdout))
    written = parsed(feed) if kind == OURS else site.count
    # Lists and robots.txt come on top of the pages, for ours alone.
    if crawl.failed or written != site.count or crawl.responses < site.count:
        raise RuntimeError(f"the {kind} crawl missed pages: {crawl}, {written} of {site.count}:\n{done.stderr[-4000:]}")
    return crawl


def parsed(feed: Path) -> int:
    """How many records the feed has whose tables were read in full and without a finding."""
    with feed.open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return sum(record["tables_state"] == "parsed" and not record["findings"] for record in records)
