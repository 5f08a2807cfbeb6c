"""Whether a crawl's memory stays what it is, however many reports there are."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.crawler import Crawl
from benchmarks.processes import OURS, crawled, served
from benchmarks.site import LIGHT
from benchmarks.timing import Aim, print_table, verdict

_AIM: Final = Aim(most=1.3)


def run(*, quick: bool = False, most: int | None = None) -> None:
    """Measure and print; *most* is how many reports the larger crawl has."""
    few, many = (300, most or 3000) if quick else (1000, most or 50_000)
    crawls = {count: _crawl(count) for count in (few, many)}
    _print(f"memory: a crawl's process after {few} and after {many} reports", crawls)


def _crawl(count: int) -> Crawl:
    with served(count, LIGHT) as site, TemporaryDirectory(prefix="benchmarks-") as folder:
        return crawled(site, OURS, Path(folder), DATA_FOLDER=folder)


def _print(title: str, crawls: dict[int, Crawl]) -> None:
    first, *_others = crawls.values()
    rows: list[list[str]] = []
    for count, crawl in crawls.items():
        row = [f"{count}", f"{count / crawl.elapsed:.0f}", f"{crawl.memory:.1f}", f"{crawl.peak:.1f}"]
        if crawl is not first:
            at_end, at_most = crawl.memory / first.memory, crawl.peak / first.peak
            row += [f"{at_end:.2f}", f"{at_most:.2f}", str(_AIM), verdict(_AIM.met(max(at_end, at_most)))]
        else:
            row += [""] * 4
        rows.append(row)
    head = ("reports", "pages/s", "MB at the end", "MB at most", "ratio, end", "ratio, most", "aim", "")
    print_table(title, head, rows)
