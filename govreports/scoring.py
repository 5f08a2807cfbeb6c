"""Accuracy as a number: records held against figures that were checked by hand.

A collection is a folder with ``raw/NAME.*`` (documents as published) and ``truth/NAME.json``, whose
``tables`` hold the same keys as a record's. What a truth file leaves out, the document does not hold.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from govreports.records import Number, Report
from govreports.show import aligned

__all__ = ["Miss", "Score", "score", "score_collection", "summary"]

Outcome: TypeAlias = Literal["open", "flagged", "silent"]
"""What a record makes of a cell that it does not have right.

*open*: it leaves the cell empty and names the truth among what may stand there. *flagged*: it is
wrong or left out, and said to be doubtful. *silent*: it is wrong or left out without a word.
"""

_HEADINGS: Final = (
    "format",
    "reports",
    "cells",
    "exact",
    "left open",
    "wrong but flagged",
    "wrong and silent",
    "exact %",
)
_DOUBTFUL: Final = frozenset({"ambiguous", "text"})
_WEIGHTY: Final = frozenset({"error", "warning"})


@dataclass(frozen=True, slots=True)
class Miss:
    """A cell that is not what the document says."""

    path: str
    expected: Number | None
    actual: Number | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Score:
    """How one record compares with its truth; *cells* counts those that either of them has."""

    name: str
    format: str
    cells: int
    misses: tuple[Miss, ...] = ()

    @property
    def open(self) -> int:
        """Cells left empty, with the truth among their candidates."""
        return self._count("open")

    @property
    def flagged(self) -> int:
        """Cells that are wrong or left out, and said to be doubtful."""
        return self._count("flagged")

    @property
    def silent(self) -> int:
        """Cells that are wrong or left out without a word."""
        return self._count("silent")

    @property
    def exact(self) -> int:
        """Cells that are what the document says, blank ones too."""
        return self.cells - len(self.misses)

    def _count(self, outcome: Outcome) -> int:
        return sum(miss.outcome == outcome for miss in self.misses)


def score(name: str, report: Report, truth: Mapping[str, Any]) -> Score:
    """Compare *report* with *truth*, a tree of figures like the record's ``tables``.

    A cell that the truth knows as None (blank, ``/``, not there) must be None in the record, and one
    that the truth does not name must have no figure.
    """
    expected = dict(_leaves(truth))
    actual = dict(_leaves(report.tables.model_dump(exclude={"annex_unlisted"})))
    judge = _Judge(report)
    paths = [*expected, *(path for path, value in actual.items() if path not in expected and value is not None)]
    misses = [
        Miss(path, expected.get(path), actual.get(path), judge.outcome(path, expected.get(path), actual.get(path)))
        for path in paths
        if expected.get(path) != actual.get(path)
    ]
    return Score(name, _format(report), len(paths), tuple(misses))


def score_collection(folder: Path, read: Callable[[Path], Report]) -> Iterator[Score]:
    """Score every document of *folder* that has a truth file, by name.

    Raises:
        ValueError: there is no truth file, or one has not exactly one document.
    """
    truths = sorted((folder / "truth").glob("*.json"))
    if not truths:
        raise ValueError(f"{folder}: no truth/*.json")
    for file in truths:
        documents = [path for path in sorted((folder / "raw").iterdir()) if path.stem == file.stem]
        if len(documents) != 1:
            raise ValueError(f"{file}: {len(documents)} documents of that name in raw/")
        yield score(file.stem, read(documents[0]), json.loads(file.read_text("utf-8"))["tables"])


def summary(scores: Iterable[Score]) -> str:
    """A line a format and one for all, as an aligned table."""
    by_format: dict[str, list[Score]] = {}
    for item in scores:
        by_format.setdefault(item.format, []).append(item)
    every = [item for items in by_format.values() for item in items]
    rows = [_line(name, by_format[name]) for name in sorted(by_format)]
    return aligned([_HEADINGS, *rows, _line("all", every)])


def _line(name: str, scores: list[Score]) -> tuple[str, ...]:
    cells = sum(item.cells for item in scores)
    missed = Counter(miss.outcome for item in scores for miss in item.misses)
    exact = cells - missed.total()
    counts = (len(scores), cells, exact, missed["open"], missed["flagged"], missed["silent"])
    return name, *map(str, counts), f"{100 * exact / cells:.2f}" if cells else "-"


class _Judge:
    """What a record says of its cells."""

    def __init__(self, report: Report) -> None:
        self.candidates = {note.path: note.candidates for note in report.cells}
        self.doubts = _doubts(report)

    def outcome(self, path: str, expected: Number | None, actual: Number | None) -> Outcome:
        """Of a cell that has *actual* where the document has *expected*."""
        if actual is None and expected in self.candidates.get(path, ()):
            return "open"
        return "flagged" if any(fnmatchcase(path, doubt) for doubt in self.doubts) else "silent"


def _doubts(report: Report) -> list[str]:
    """Patterns of the paths that the record warns of."""
    doubts = [note.path for note in report.cells if note.status in _DOUBTFUL]
    for finding in report.findings:
        if finding.path is not None and finding.severity in _WEIGHTY:
            doubts.append(finding.path)
        elif finding.rule == "Q106" and report.form is None:
            # No table at all was read, and the record says so.
            doubts.append("*")
    return doubts


def _format(report: Report) -> str:
    return report.tables_from.reader if report.tables_from else report.source.media_type


def _leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Number | None]]:
    if isinstance(tree, Mapping):
        for key, branch in tree.items():
            yield from _leaves(branch, f"{path}.{key}" if path else key)
    elif path.count("."):
        # A table that is None as a whole has no cells.
        yield path, tree
