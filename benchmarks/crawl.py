"""The production spider, from list to feed, beside a bare Scrapy spider that only downloads the same pages.

Both ask the replica, which has a process of its own; each crawl is a process too, ours and bare in turns.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.read import breakdown
from benchmarks.timing import Aim, print_table, verdict

_OURS: Final = "ours"
_BARE: Final = "bare"
_AIM: Final = Aim(least=0.5)
_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class _Served:
    """Where the site is served, by the variables that send a process's requests there."""

    environment: dict[str, str]
    urls: list[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """One crawl, by page."""

    pages_a_second: float
    cpu_ms: float
    busy: float
    """Share of the elapsed time in which the crawler's process computed."""


def run(by_stage: Mapping[str, float] | None = None, *, quick: bool = False) -> None:
    """Measure and print; *by_stage* is what reading takes, measured now if nobody has."""
    pages, rounds = (100, 2) if quick else (600, 5)
    stages = breakdown(20 if quick else 50, 3) if by_stage is None else by_stage
    runs: dict[str, list[_Run]] = {_OURS: [], _BARE: []}
    with _served(pages) as served:
        for number in range(rounds + 1):
            for kind, done in runs.items():
                one = _crawl(kind, served)
                if number > 0:  # the first two warm up what the machine keeps in memory
                    done.append(one)
    _print_runs(f"crawl: {pages} pages from list to feed ({rounds} rounds)", runs)
    _print_shares(runs, stages)


@contextmanager
def _served(pages: int) -> Iterator[_Served]:
    """The site, in its own process."""
    command = [sys.executable, "-m", "benchmarks.site", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout is not None else ""
            if not line:
                raise RuntimeError("the replica did not start")
            yield _Served(**json.loads(line))
        finally:
            # The end of its standard input is the server's sign to stop.
            if server.stdin is not None:
                server.stdin.close()


def _crawl(kind: str, served: _Served) -> _Run:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        feed = Path(folder) / "reports.jsonl"
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.crawler", kind, str(feed)],
            input=json.dumps(served.urls),
            env={**os.environ, **served.environment},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"the {kind} crawl ended with {done.returncode}:\n{done.stderr[-4000:]}")
        result = json.loads(done.stdout)
        count = len(served.urls)
        written = _parsed(feed) if kind == _OURS else count
    # Lists and robots.txt come on top of the pages, for ours alone.
    if result["failed"] or written != count or result["responses"] < count:
        raise RuntimeError(f"the {kind} crawl missed pages: {result}, {written} of {count}:\n{done.stderr[-4000:]}")
    return _Run(
        pages_a_second=count / result["elapsed"],
        cpu_ms=1000 * result["cpu"] / count,
        busy=result["cpu"] / result["elapsed"],
    )


def _parsed(feed: Path) -> int:
    """How many records the feed has whose tables were read in full and without a finding."""
    with feed.open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return sum(record["tables_state"] == "parsed" and not record["findings"] for record in records)


def _print_runs(title: str, runs: Mapping[str, Sequence[_Run]]) -> None:
    ratios = [ours.pages_a_second / bare.pages_a_second for ours, bare in zip(runs[_OURS], runs[_BARE], strict=True)]
    names = {_OURS: "govreports: list to feed", _BARE: "bare Scrapy: download only"}
    rows: list[list[str]] = []
    for kind, done in runs.items():
        speeds = [run.pages_a_second for run in done]
        row = [names[kind], f"{median(speeds):.0f}", f"{max(speeds):.0f}"]
        row += [f"{median(run.cpu_ms for run in done):.2f}", f"{median(run.busy for run in done):.0%}"]
        rows.append([*row, *[""] * 4])
    ratio = median(ratios)
    compared = [f"{ratio:.2f} of bare", f"{min(ratios):.2f} to {max(ratios):.2f}", str(_AIM), verdict(_AIM.met(ratio))]
    rows[0][-4:] = compared
    print_table(
        title, ("spider", "pages/s", "best", "CPU ms/page", "busy", "pages/s, ratio", "in rounds", "aim", ""), rows
    )


def _print_shares(runs: Mapping[str, Sequence[_Run]], stages: Mapping[str, float]) -> None:
    """Where our CPU time goes: what the bare spider takes is the downloading, the stages are measured alone."""
    all_of_it = median(run.cpu_ms for run in runs[_OURS])
    download = median(run.cpu_ms for run in runs[_BARE])
    # The feed is written by Scrapy, from the record as a dict: the line measured is about what that takes.
    parts = {"download (the bare spider)": download, **stages}
    parts["the rest (lists, middlewares, pipelines, stats)"] = all_of_it - sum(parts.values())
    rows = [[name, f"{spent:.2f}", f"{spent / all_of_it:.0%}"] for name, spent in parts.items()]
    rows.append(["all", f"{all_of_it:.2f}", ""])
    print_table("crawl: where the CPU time goes", ("part", "ms/page", "share"), rows)
