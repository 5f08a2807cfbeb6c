"""The production spider, from list to feed, beside a bare Scrapy spider that only downloads the same pages.

Both ask the replica, which has a process of its own; each crawl is a process too, ours and bare in turns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.processes import BARE, OURS, Served, crawled, served
from benchmarks.read import breakdown
from benchmarks.timing import Aim, print_table, verdict

_AIM: Final = Aim(least=0.5)


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
    runs: dict[str, list[_Run]] = {OURS: [], BARE: []}
    with served(pages) as site:
        for number in range(rounds + 1):
            for kind, done in runs.items():
                one = _crawl(kind, site)
                if number > 0:  # the first two warm up what the machine keeps in memory
                    done.append(one)
    _print_runs(f"crawl: {pages} pages from list to feed ({rounds} rounds)", runs)
    _print_shares(runs, stages)


def _crawl(kind: str, site: Served) -> _Run:
    with TemporaryDirectory(prefix="benchmarks-") as folder:
        done = crawled(site, kind, Path(folder), DATA_FOLDER=folder)
    return _Run(
        pages_a_second=site.count / done.elapsed,
        cpu_ms=1000 * done.cpu / site.count,
        busy=done.cpu / done.elapsed,
    )


def _print_runs(title: str, runs: Mapping[str, Sequence[_Run]]) -> None:
    ratios = [ours.pages_a_second / bare.pages_a_second for ours, bare in zip(runs[OURS], runs[BARE], strict=True)]
    names = {OURS: "govreports: list to feed", BARE: "bare Scrapy: download only"}
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
    all_of_it = median(run.cpu_ms for run in runs[OURS])
    download = median(run.cpu_ms for run in runs[BARE])
    # The feed is written by Scrapy, from the record as a dict: the line measured is about what that takes.
    parts = {"download (the bare spider)": download, **stages}
    parts["the rest (lists, middlewares, pipelines, stats)"] = all_of_it - sum(parts.values())
    rows = [[name, f"{spent:.2f}", f"{spent / all_of_it:.0%}"] for name, spent in parts.items()]
    rows.append(["all", f"{all_of_it:.2f}", ""])
    print_table("crawl: where the CPU time goes", ("part", "ms/page", "share"), rows)
