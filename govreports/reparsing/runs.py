"""What came of publications put together as the feed of each run did: copies united, no record twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final, NamedTuple, Self

from govreports.archive.index import Index
from govreports.archive.reading import INDEX
from govreports.reparsing.jobs import Archived, Job, Outcome
from govreports.uniting import united_lines

LATEST: Final = "latest"
"""In place of a run's name: each spider's last run that finished."""


def jobs_of(room: Path, names: Iterable[str], run: str | None = None) -> Iterator[Archived]:
    """The publications of the archives *names*, of one *run* or of all, run by run.

    Raises:
        sqlite3.Error: an index cannot be read.
    """
    for name in names:
        index = Index(room / name / INDEX)
        try:
            wanted = index.last_finished() if run == LATEST else run
            if run is None or wanted is not None:
                yield from (Archived(name, entry) for entry in index.publications(wanted))
        finally:
            index.close()


class _Line(NamedTuple):
    """A record as it stands in the spool."""

    start: int
    length: int
    report_id: str


@dataclass(eq=False)
class Spool:
    """Records on the disk, by the publications that they came of, until their runs are put together."""

    failures: list[str] = field(default_factory=list)
    """What went wrong, a publication each."""
    let_go: int = 0
    """How many publications were no annual reports."""

    def __enter__(self) -> Self:
        self._file: IO[bytes] = TemporaryFile(prefix="reparse-")  # closed on leaving
        self._lines: dict[tuple[str, str], _Line] = {}
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def take(self, job: Job, outcome: Outcome) -> None:
        """Keep what came of a publication."""
        if outcome.line is not None and outcome.report_id is not None:
            start = self._file.seek(0, 2)
            self._file.write(outcome.line)
            self._lines[job.key] = _Line(start, len(outcome.line), outcome.report_id)
        elif outcome.failed:
            self.failures.append(outcome.why or job.url)
        else:
            self.let_go += 1

    def lines(self, jobs: Iterable[Job]) -> Iterator[bytes]:
        """The records of *jobs*, run by run as each run's feed had them; what is the same in several runs once."""
        given: set[bytes] = set()
        for each in _by_run(jobs):
            lines = [line for job in each if (line := self._lines.get(job.key)) is not None]
            for content in self._put_together(lines):
                mark = sha256(content).digest()
                if mark not in given:
                    given.add(mark)
                    yield content

    def _put_together(self, lines: Sequence[_Line]) -> Iterator[bytes]:
        """One record for all copies of a report, where the first of them stands."""
        of_id: dict[str, list[int]] = defaultdict(list)
        for place, line in enumerate(lines):
            of_id[line.report_id].append(place)
        changed: dict[int, bytes] = {}
        for places in of_id.values():
            if len(places) > 1:
                changed.update(self._united(lines, places))
        for place, line in enumerate(lines):
            content = changed[place] if place in changed else self._read(line)
            if content:
                yield content

    def _united(self, lines: Sequence[_Line], places: Sequence[int]) -> Mapping[int, bytes]:
        stay = united_lines(self._read(lines[place]) for place in places)
        return {
            place: f"{stay[number].to_line()}\n".encode() if number in stay else b""
            for number, place in enumerate(places)
        }

    def _read(self, line: _Line) -> bytes:
        self._file.seek(line.start)
        return self._file.read(line.length)


def _by_run(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    together: list[Job] = []
    for job in jobs:
        if together and job.part != together[0].part:
            yield together
            together = []
        together.append(job)
    if together:
        yield together
