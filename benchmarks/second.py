"""What a second run over a site that has not changed asks of it, beside the first."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.crawler import Crawl
from benchmarks.processes import OURS, Served, crawled, served
from benchmarks.site import ALIKE, VALIDATED
from benchmarks.timing import Aim, print_table, verdict

_AIM: Final = Aim(most=0.05)
_DAYS: Final = 7
_STATES: Final = ("new", "same", "not_modified", "fresh")


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    crawl: Crawl
    kept: int
    """Bytes of the archive's files after it."""
    aim: Aim | None = None


def run(*, quick: bool = False, reports: int | None = None) -> None:
    """Measure and print."""
    pages = reports or (100 if quick else 2000)
    for kind, title in ((VALIDATED, "with ETags"), (ALIKE, "without validators")):
        with served(pages, kind) as site, TemporaryDirectory(prefix="benchmarks-") as folder:
            runs = _runs(site, Path(folder), kind)
        _print(f"second: {pages} reports that do not change, {title}", runs)


def _runs(site: Served, folder: Path, kind: str) -> list[_Run]:
    runs = [_run("first", site, folder), _run("second", site, folder, _AIM if kind == VALIDATED else None)]
    if kind == VALIDATED:
        runs.append(_run(f"third, REVISIT_AFTER_DAYS={_DAYS}", site, folder, _AIM, REVISIT_AFTER_DAYS=_DAYS))
    return runs


def _run(name: str, site: Served, folder: Path, aim: Aim | None = None, **settings: object) -> _Run:
    """A run that goes on with what those before it left in *folder*; each must give all records."""
    crawl = crawled(site, OURS, folder, DATA_FOLDER=folder, **settings)
    files = (folder / "archive").glob("**/*.warc.gz")
    return _Run(name, crawl, sum(path.stat().st_size for path in files), aim)


def _print(title: str, runs: list[_Run]) -> None:
    first = runs[0].crawl
    rows: list[list[str]] = []
    for run in runs:
        crawl = run.crawl
        row = [run.name, f"{crawl.requests}", f"{crawl.received / 1e6:.2f}", f"{crawl.elapsed:.1f}", f"{crawl.cpu:.1f}"]
        row += [f"{crawl.kept.get(f'archive/{state}', 0)}" for state in _STATES]
        row.append(f"{run.kept / 1e6:.2f}")
        ratio = crawl.received / first.received
        row.append("" if crawl is first else f"{ratio:.2%}")
        row += [str(run.aim), verdict(run.aim.met(ratio))] if run.aim is not None else ["", ""]
        rows.append(row)
    states = [state.replace("_", " ") for state in _STATES]
    head = ("run", "requests", "MB received", "s", "CPU s", *states, "MB kept", "of the first's bytes", "aim", "")
    print_table(title, head, rows)
