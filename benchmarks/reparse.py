"""Reading what is archived again: in one process, beside bare parsing of the same pages, and by the command."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.peers import lxml_tree
from benchmarks.processes import parsed
from benchmarks.site import BenchSite
from benchmarks.timing import Aim, Rounds, Taken, print_table, verdict
from govreports.archive import Archive, Exchange, Held, Manifest
from govreports.archive.reading import Reader
from govreports.reading.metadata import Listed
from govreports.reparsing.jobs import Archived, Sources, read
from govreports.reparsing.runs import jobs_of

_OURS: Final = "govreports: reparse"
_LXML: Final = "lxml: tree only"
_AIM: Final = Aim(least=0.333)
_AT: Final = "2026-11-22T03:04:05Z"
_RUN: Final = "20261122T030405Z"
# Pages that no other part has read in this process.
_UNMET: Final = 100_000
_COMMAND: Final = "import sys; from govreports.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class _Page:
    """An archived page, by its place in the archive and by its bytes."""

    job: Archived
    body: bytes


def run(*, quick: bool = False) -> None:
    """Measure and print."""
    pages, rounds = (20, 3) if quick else (50, 9)
    with TemporaryDirectory(prefix="benchmarks-") as folder:
        room = Path(folder)

        def make(number: int) -> Sequence[_Page]:
            site = BenchSite(pages, first=_UNMET + number * pages)
            jobs = _archived(site, room, f"round-{number}")
            return [_Page(job, site.pages[job.url.removeprefix(f"http://{site.host}")]) for job in jobs]

        with Reader(room) as reader:
            sources = Sources(reader, {})
            taken = Rounds(make, rounds).measure(
                {_OURS: lambda page: _read(page.job, sources), _LXML: lambda page: lxml_tree(page.body)}
            )
    _print_one_core(f"reparse: from archive to line, one process ({rounds} rounds of {pages} pages)", taken)
    _print_command(200 if quick else 2000)


def _read(job: Archived, sources: Sources) -> None:
    outcome = read(job, sources)
    if outcome.line is None:
        raise RuntimeError(f"not read: {outcome.why}")


def _archived(site: BenchSite, room: Path, name: str) -> list[Archived]:
    """The site's pages in an archive called *name*, as a crawl would leave them."""
    archive = Archive(room, name)
    archive.begin(_RUN, _AT, {"software": "benchmarks"})
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    for entry in site.entries:
        url = f"http://{site.host}{entry.path}"
        kept = archive.add(Exchange(url, 200, headers, site.pages[entry.path], _AT))
        page, listed = Held(url, reference=kept.reference), Listed(title=entry.title)
        archive.add_publication(Manifest(page, listed=listed, site=site.host), _AT)
    archive.end(_AT, "finished")
    archive.close()
    return list(jobs_of(room, [name]))


def _print_one_core(title: str, taken: dict[str, Taken]) -> None:
    ours, bare = taken[_OURS], taken[_LXML]
    ratio, least, most = bare.cpu.over(ours.cpu)
    compared = [f"{ratio:.2f} of bare", f"{least:.2f} to {most:.2f}", str(_AIM), verdict(_AIM.met(ratio))]
    rows = [
        [name, f"{1000 / it.cpu.median:.0f}", f"{it.cpu.median:.2f}", f"{it.wall.median:.2f}", *rest]
        for name, it, rest in ((_OURS, ours, compared), (_LXML, bare, [""] * 4))
    ]
    head = ("reader", "a second and core", "CPU ms each", "ms", "a second, ratio", "in rounds", "aim", "")
    print_table(title, head, rows)


def _print_command(pages: int) -> None:
    """The whole command with all processors: starting, handing over, putting together and writing included."""
    with TemporaryDirectory(prefix="benchmarks-") as folder:
        data, output = Path(folder), Path(folder) / "reports.jsonl"
        _archived(BenchSite(pages, first=2 * _UNMET), data / "archive", "bench")
        began, used = time.perf_counter(), _used_by_children()
        subprocess.run(
            [sys.executable, "-c", _COMMAND, "reparse", "--data", str(data), "-o", str(output)],
            capture_output=True,
            check=True,
        )
        elapsed, cpu = time.perf_counter() - began, _used_by_children() - used
        if (written := parsed(output)) != pages:
            raise RuntimeError(f"{written} of {pages} reports are in the output")
    row = [f"{os.cpu_count()}", f"{pages / elapsed:.0f}", f"{1000 * cpu / pages:.2f}", f"{elapsed:.1f}"]
    print_table(f"reparse: the command, {pages} reports", ("processes", "reports/s", "CPU ms each", "s"), [row])


def _used_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
