"""From bytes to checked record, in one process, beside bare lxml and beside BeautifulSoup with pandas."""

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, median
from typing import Final

from benchmarks.figures import drawn_figures
from benchmarks.peers import SoupAndPandas, lxml_tree
from benchmarks.site import BenchSite
from benchmarks.timing import Aim, Rounds, Stopwatch, Timings, print_table, verdict
from govreports import stages
from govreports.publication import Capture, Publication
from govreports.records import Report
from tests.replica.figures import Figures
from tests.replica.render import report_docx, report_text

_URL: Final = "http://bench.example.gov.cn/xxgk/zfxxgknb/202301/t20230131_1000000.html"
# Rounds from this number on have pages that no other measurement has read before.
_UNMET: Final = 1_000
_OURS: Final = "govreports: record"
_LXML: Final = "lxml: tree only"
_SOUP: Final = "bs4 + pandas: text, tables"
# Its table two has no sums, so it cannot be read in full.
_GLUED: Final = "text, glued"
_OVER_LXML: Final = Aim(most=4)
_UNDER_SOUP: Final = Aim(least=10)

_STAGES: Final[Mapping[str, Callable[[Publication], object]]] = {
    "read_documents": stages.read_documents,
    "read_parts": stages.read_parts,
    "read_all_tables": stages.read_all_tables,
}


def run(*, quick: bool = False) -> dict[str, float]:
    """Measure and print; returns the stages' milliseconds a page, for the benchmark of crawls."""
    soup = SoupAndPandas()
    pages, rounds = (20, 3) if quick else (50, 9)
    for title, varied in (("new figures in every cell of every page", True), ("the replica's own figures", False)):

        def make(number: int, varied: bool = varied) -> Sequence[bytes]:
            return _pages(pages, number, varied=varied)

        size = fmean(map(len, make(0))) / 1000
        _check_readers(make(0), soup)
        timings = Rounds(make, rounds).time({_OURS: read, _LXML: lxml_tree, _SOUP: soup})
        _print_pages(f"read: HTML of {size:.0f} kB, {title} ({rounds} rounds of {pages} pages)", timings)
    _print_other_formats(4 if quick else 12, rounds)
    return breakdown(pages, rounds)


def read(body: bytes) -> Report:
    """What is measured: bytes to checked record."""
    return stages.process(Publication(Capture(_URL, body)))


def breakdown(pages: int, rounds: int) -> dict[str, float]:
    """Where the time goes: milliseconds a page by stage, printed and returned."""
    taken: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        seconds = _by_stage(_pages(pages, _UNMET + number, varied=True))
        if number > 0:
            for name, spent in seconds.items():
                taken.setdefault(name, []).append(1000 * spent / pages)
    medians = {name: median(times) for name, times in taken.items()}
    total = sum(medians.values())
    rows = [[name, f"{spent:.2f}", f"{spent / total:.0%}"] for name, spent in medians.items()]
    rows.append(["all", f"{total:.2f}", ""])
    print_table("read: where the time goes (HTML, new figures)", ("stage", "ms/page", "share"), rows)
    return medians


def _by_stage(bodies: Sequence[bytes]) -> dict[str, float]:
    watch = Stopwatch()
    gc.collect()
    for body in bodies:
        publication = Publication(Capture(_URL, body))
        watch.start()
        for name, stage in _STAGES.items():
            stage(publication)
            watch.lap(name)
        report = stages.check(publication)
        watch.lap("check")
        report.to_line()
        watch.lap("to_line")
    return watch.seconds


def _pages(count: int, number: int, *, varied: bool) -> Sequence[bytes]:
    return list(BenchSite(count, varied=varied, first=number * count).pages.values())


def _check_readers(bodies: Sequence[bytes], soup: SoupAndPandas) -> None:
    """Speed says nothing about a reader that does not read."""
    for body in bodies:
        _check(read(body))
    _text, tables = soup(bodies[0])
    if len(tables) < 3:
        raise RuntimeError(f"pandas found {len(tables)} of the page's three tables")


def _check(report: Report) -> None:
    if report.tables_state != "parsed" or report.findings:
        raise RuntimeError(f"not read as it was written: {report.tables_state}, {report.findings}")


def _print_pages(title: str, timings: Mapping[str, Timings]) -> None:
    ours = timings[_OURS]
    compared = {_LXML: (ours.over(timings[_LXML]), _OVER_LXML), _SOUP: (timings[_SOUP].over(ours), _UNDER_SOUP)}
    wording = {_LXML: "ours takes {} times as long", _SOUP: "ours is {} times as fast"}
    rows: list[list[str]] = []
    for name, timing in timings.items():
        row = [name, f"{timing.median:.2f}", f"{timing.best:.2f}", f"{1000 / timing.median:.0f}"]
        if name in compared:
            (ratio, least, most), aim = compared[name]
            row += [
                wording[name].format(f"{ratio:.2f}"),
                f"{least:.2f} to {most:.2f}",
                str(aim),
                verdict(aim.met(ratio)),
            ]
        else:
            row += [""] * 4
        rows.append(row)
    print_table(title, ("reader", "ms/page", "best", "pages/s", "ratio", "in rounds", "aim", ""), rows)


def _print_other_formats(documents: int, rounds: int) -> None:
    """Word and text, which nothing else here is compared with."""
    rows: list[list[str]] = []
    makers: Mapping[str, Callable[[int], bytes]] = {
        "Word (.docx)": lambda seed: report_docx(_figures(seed)),
        "text, a cell a line": lambda seed: report_text(_figures(seed), layout="lines").encode(),
        _GLUED: lambda seed: report_text(_figures(seed), layout="glued").encode(),
        "text, bars": lambda seed: report_text(_figures(seed), layout="pipes").encode(),
    }
    for name, maker in makers.items():

        def make(number: int, maker: Callable[[int], bytes] = maker) -> Sequence[bytes]:
            return [maker(number * documents + place) for place in range(documents)]

        first = make(0)
        for body in first:
            if name != _GLUED:
                _check(read(body))
        timing = Rounds(make, rounds).time({name: read})[name]
        size = f"{fmean(map(len, first)) / 1000:.0f}"
        rows.append([name, size, f"{timing.median:.2f}", f"{timing.best:.2f}", f"{1000 / timing.median:.0f}"])
    title = f"read: other formats to record, new figures ({rounds} rounds of {documents} documents)"
    print_table(title, ("format", "kB", "ms each", "best", "a second"), rows)


def _figures(seed: int) -> Figures:
    return drawn_figures(f"示例市第{seed + 1}局", 2021 + seed % 4, seed)
