"""What keeping every answer costs: the crawl of benchmarks.crawl with the archive and without."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.processes import OURS, Served, crawled, served
from benchmarks.timing import Aim, Taken, Timings, print_table, verdict

_KEPT: Final = "with the archive"
_NOT_KEPT: Final = "without it"
_AIM: Final = Aim(most=1.15)


def run(*, quick: bool = False) -> None:
    """Measure and print."""
    pages, rounds = (100, 2) if quick else (600, 5)
    taken: dict[str, list[tuple[float, float]]] = {_KEPT: [], _NOT_KEPT: []}
    with served(pages) as site:
        for number in range(rounds + 1):
            for name, done in taken.items():
                one = _crawl(site, is_kept=name == _KEPT)
                if number > 0:
                    done.append(one)
    _print(
        f"archive: {pages} pages from list to feed, kept or not ({rounds} rounds)",
        {name: Taken(*map(Timings, zip(*done, strict=True))) for name, done in taken.items()},
    )


def _crawl(site: Served, *, is_kept: bool) -> tuple[float, float]:
    """Milliseconds a page by both clocks. Ledger, history and what is known of hosts are kept in both cases."""
    with TemporaryDirectory(prefix="benchmarks-") as folder:
        done = crawled(site, OURS, Path(folder), DATA_FOLDER=folder, ARCHIVE_ENABLED=is_kept)
    if is_kept and done.kept.get("archive/new", 0) < site.count:
        raise RuntimeError(f"not every answer was kept: {done.kept}")
    return 1000 * done.elapsed / site.count, 1000 * done.cpu / site.count


def _print(title: str, taken: dict[str, Taken]) -> None:
    kept, others = taken[_KEPT], taken[_NOT_KEPT]
    rows: list[list[str]] = []
    for clock, mine, theirs in (("elapsed", kept.wall, others.wall), ("CPU", kept.cpu, others.cpu)):
        ratio, least, most = mine.over(theirs)
        row = [clock, f"{theirs.median:.2f}", f"{mine.median:.2f}", f"{ratio:.2f}", f"{least:.2f} to {most:.2f}"]
        rows.append([*row, str(_AIM), verdict(_AIM.met(ratio))])
    print_table(title, ("ms/page", _NOT_KEPT, _KEPT, "times as long", "in rounds", "aim", ""), rows)
