"""Every format to its document and to its record, beside what else reads it: time by two clocks, and memory."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, get_args

from benchmarks.figures import drawn_figures
from benchmarks.peers import MissingPeerError
from benchmarks.readers import OURS, READERS, Reader
from benchmarks.timing import Aim, Rounds, Taken, print_table, verdict
from govreports.publication import Capture, Publication
from govreports.records import Report
from govreports.stages import process
from tests.replica.figures import Figures
from tests.replica.render import (
    docx,
    mhtml,
    ofd,
    pdf,
    report_blocks,
    report_html,
    report_text,
    report_title,
    xls,
    xlsx,
    zipped,
)
from tests.replica.render.binary import doc
from tests.replica.render.rtf import rtf
from tests.replica.render.text import TextLayout
from tests.replica.render.word import Block

_RECORD: Final = "record"
_AS_FAST: Final = Aim(least=5)


@dataclass(frozen=True, slots=True)
class Format:
    """How a report is written in a format, and what else would read it."""

    write: Callable[[Figures], bytes]
    peer: str | None = None
    aim: Aim | None = None
    whole: bool = True
    """Whether every cell can be read: figures without gaps have no sums to part them in table two."""


def _below_title(write: Callable[[Sequence[Block]], bytes]) -> Callable[[Figures], bytes]:
    return lambda figures: write([report_title(figures), *report_blocks(figures)])


def _under_title(write: Callable[[str, Sequence[Block]], bytes]) -> Callable[[Figures], bytes]:
    return lambda figures: write(report_title(figures), report_blocks(figures))


def _page(figures: Figures) -> str:
    return f"<html><body>{report_html(figures, style='word')}</body></html>"


def _text(layout: TextLayout) -> Format:
    # Layouts are told apart by name, as there will be one without gaps.
    return Format(lambda figures: report_text(figures, layout=layout).encode(), whole=str(layout) != "glued")


_FORMATS: Final[Mapping[str, Format]] = {
    "HTML": Format(lambda figures: _page(figures).encode()),
    "web archive": Format(lambda figures: mhtml(_page(figures))),
    ".docx": Format(_under_title(docx), "python-docx", _AS_FAST),
    ".doc": Format(_below_title(doc)),
    ".rtf": Format(_below_title(rtf)),
    ".xlsx": Format(_below_title(xlsx), "openpyxl"),
    ".xls": Format(_below_title(xls)),
    "PDF": Format(_under_title(pdf), "pdfplumber", _AS_FAST),
    "OFD": Format(_under_title(ofd)),
    ".zip of HTML": Format(lambda figures: zipped({"年报.html": _page(figures).encode()})),
    **{f"text, {layout}": _text(layout) for layout in get_args(TextLayout)},
}


def run(*, quick: bool = False) -> None:
    """Measure and print."""
    documents, rounds = (2, 3) if quick else (5, 7)
    rows: list[list[str]] = []
    with TemporaryDirectory() as folder:
        for name, form in _FORMATS.items():
            rows += _measured(name, form, Rounds(_maker(form, documents), rounds), Path(folder))
    title = f"formats: new figures, medians of {rounds} rounds of {documents} documents"
    head = ("format", "kB", "reader", "ms CPU", "ms", "peak MB", "ratio (CPU)", "in rounds", "aim", "")
    print_table(title, head, rows)


def _maker(form: Format, documents: int) -> Callable[[int], Sequence[bytes]]:
    def make(number: int) -> Sequence[bytes]:
        seeds = range(number * documents, (number + 1) * documents)
        return [form.write(drawn_figures(f"示例市第{seed + 1}局", 2021 + seed % 4, seed)) for seed in seeds]

    return make


def _measured(name: str, form: Format, rounds: Rounds[bytes], folder: Path) -> list[list[str]]:
    """The lines of one format: to its document, to its record, and the peer's."""
    first = rounds.make(0)[0]
    _check(name, form, first)
    readers = [OURS, *([form.peer] if form.peer is not None else [])]
    taken = rounds.measure({reader: _loaded(reader) for reader in readers} | {_RECORD: _record})
    file = folder / "document"
    file.write_bytes(first)
    rows = [[name, f"{len(first) / 1000:.0f}", *_line(f"{OURS}: document", taken[OURS]), _peak(OURS, file)]]
    rows.append(["", "", *_line(f"{OURS}: record", taken[_RECORD]), ""])
    if form.peer is not None:
        peer = taken[form.peer]
        ratio, least, most = peer.cpu.over(taken[OURS].cpu)
        row = ["", "", *_line(form.peer, peer), _peak(form.peer, file), f"ours is {ratio:.1f} times as fast"]
        rows.append([*row, f"{least:.1f} to {most:.1f}"])
        if form.aim is not None:
            rows[-1] += [str(form.aim), verdict(form.aim.met(ratio))]
    return [[*row, *[""] * (10 - len(row))] for row in rows]


def _loaded(reader: str) -> Reader:
    try:
        return READERS[reader]()
    except ModuleNotFoundError:
        raise MissingPeerError(reader) from None


def _line(reader: str, taken: Taken) -> tuple[str, str, str]:
    return reader, f"{taken.cpu.median:.2f}", f"{taken.wall.median:.2f}"


def _peak(reader: str, file: Path) -> str:
    """The memory of a process that reads *file* and does nothing else."""
    command = [sys.executable, "-m", "benchmarks.readers", reader, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"{float(done.stdout):.0f}"


def _record(body: bytes) -> Report:
    return process(Publication(Capture("http://bench.example.gov.cn/t20230131_1.html", body)))


def _check(name: str, form: Format, body: bytes) -> None:
    """Speed says nothing about a reader that does not read."""
    report = _record(body)
    if form.whole and (report.tables_state != "parsed" or any(note.status == "ambiguous" for note in report.cells)):
        raise RuntimeError(f"{name}: not read as it was written: {report.tables_state}, {report.findings}")
