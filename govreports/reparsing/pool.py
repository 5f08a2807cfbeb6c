"""Publications read in several processes: in their order, and whatever happens to a process."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from govreports.archive.foreign import Found
from govreports.reparsing.jobs import Job, Outcome, prepare, read_all

_CHUNK: Final = 25
"""Publications handed over at once: few enough that the progress moves, enough that handing over costs nothing."""
_AHEAD: Final = 3
"""Chunks that wait for each process."""


class Pool:
    """*processes* that read publications: of the archives in *room*, or with the *files* of others."""

    def __init__(self, room: Path, processes: int, files: Mapping[str, Found] = MappingProxyType({})) -> None:
        self._prepared = (room, dict(files))
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._close()

    def read(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """What came of each job, in their order.

        A job that ends its process fails alone: those that were under way beside it are read again.
        """
        rest = iter(jobs)
        waiting: deque[tuple[Sequence[Job], Future[list[Outcome]]]] = deque()
        while True:
            while len(waiting) < self._processes * _AHEAD and (chunk := list(islice(rest, _CHUNK))):
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            first, future = waiting.popleft()
            try:
                outcomes = future.result()
            except BrokenExecutor:
                self._close()
                outcomes = [outcome for job in first for outcome in self._read_alone(job)]
                others = [other for other, _future in waiting]
                waiting = deque((other, self._submit(other)) for other in others)
            yield from outcomes

    def _read_alone(self, job: Job) -> list[Outcome]:
        """What comes of a job that may have ended its process."""
        try:
            return self._submit([job]).result()
        except BrokenExecutor:
            self._close()
            return [Outcome(None, why=f"{job.url}: reading it ended the reader's process", failed=True)]

    def _submit(self, jobs: Sequence[Job]) -> "Future[list[Outcome]]":
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self._processes, context, prepare, self._prepared)
        try:
            return self._executor.submit(read_all, jobs)
        except BrokenExecutor as error:
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(error)
            return broken

    def _close(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)
