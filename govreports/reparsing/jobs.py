"""One archived publication read again: the stages of a crawl, without the crawl."""

import logging
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from govreports.archive import ArchiveError
from govreports.archive.foreign import Found
from govreports.archive.index import Entry
from govreports.archive.reading import Reader
from govreports.publication import Publication
from govreports.republishing import publication_of
from govreports.stages import check, judge_page, read_all_tables, read_documents, read_parts
from govreports.workers import begin_work

logger = logging.getLogger(__name__)

SECONDS: Final = 600
"""How long one publication may take; what may have to be recognised page by page takes minutes."""


class Job(Protocol):
    """A publication to be read."""

    @property
    def url(self) -> str:
        """The address of its page."""
        ...

    @property
    def part(self) -> tuple[str, str]:
        """What it is put together with: the archive and the run."""
        ...

    @property
    def key(self) -> tuple[str, str]:
        """Equal for publications of which the same comes."""
        ...

    def publication(self, sources: "Sources") -> Publication:
        """The publication as it was before anything was read out of it.

        Raises:
            ArchiveError: its page is not there, or damaged.
        """
        ...

    def doubt(self, publication: Publication) -> str | None:
        """What speaks against a publication that was read and looks like a report; None where nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class Archived:
    """A publication of one of our own archives: *entry* of the one called *name*."""

    name: str
    entry: Entry

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.entry.url

    @property
    def part(self) -> tuple[str, str]:
        """The archive and the run."""
        return self.name, self.entry.run

    @property
    def key(self) -> tuple[str, str]:
        """Its manifest's digest: the same manifest names the same bytes."""
        return self.name, self.entry.digest

    def publication(self, sources: "Sources") -> Publication:
        """The publication that its manifest tells of."""
        return publication_of(sources.reader.manifest(self.name, self.entry), sources.reader.exchange)

    def doubt(self, publication: Publication) -> str | None:  # noqa: ARG002  # others look
        """Nothing: a list has led to it."""
        return None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the bytes of publications are: our own archives, and by their addresses the *files* in those of others."""

    reader: Reader
    files: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a publication: a record's *line*, with its line end, or why there is none.

    *failed* says whether that is wrong: what is no annual report has no record either.
    """

    line: bytes | None
    report_id: str | None = None
    why: str | None = None
    failed: bool = False


def read(job: Job, sources: Sources) -> Outcome:
    """The record of a publication, as a crawl makes it."""
    try:
        publication = job.publication(sources)
    except ArchiveError as error:
        return Outcome(None, why=f"{job.url}: {error}", failed=True)
    try:
        read_documents(publication)
        read_parts(publication)
        read_all_tables(publication)
        verdict = judge_page(publication)
        if not verdict.is_report:
            return Outcome(None, why=f"{job.url}: no annual report, {verdict}")
        if (doubt := job.doubt(publication)) is not None:
            return Outcome(None, why=f"{job.url}: {doubt}")
        report = check(publication)
    except Exception as error:  # whatever one page ends in, the others are read
        logger.debug("%s", job.url, exc_info=True)
        return Outcome(None, why=f"{job.url}: {type(error).__name__}: {error}", failed=True)
    return Outcome(f"{report.to_line()}\n".encode(), report.report_id)


_sources: Sources | None = None


def prepare(room: Path, files: Mapping[str, Found]) -> None:
    """Make this process one that reads publications, within bounds."""
    global _sources  # noqa: PLW0603  # a process of the pool has one
    begin_work()
    _sources = Sources(Reader(room), files)


def read_all(jobs: Sequence[Job]) -> list[Outcome]:
    """What came of *jobs*, in their order, in a process that is prepared; one that takes too long ends the process."""
    if _sources is None:
        raise RuntimeError("the process is not prepared")
    outcomes = []
    for job in jobs:
        # Nothing else stops a reader that is written in C.
        signal.alarm(SECONDS)
        outcomes.append(read(job, _sources))
    signal.alarm(0)
    return outcomes
