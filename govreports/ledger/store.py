"""The ledger as a crawl writes it and as people and programs read it."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlsplit

from govreports.ledger.folding import fold
from govreports.ledger.judging import Because, State, hashes_of
from govreports.ledger.packing import packed, unpacked
from govreports.ledger.tables import FORMAT, attach_staging, format_of, open_to_read, open_to_write
from govreports.uniting import plain_url

T = TypeVar("T")

_AT_ONCE: Final = 64
"""How many records are held until they are staged together: some hundred kilobytes, and one commit."""
_KILLED: Final = "killed"


class LedgerError(Exception):
    """The ledger cannot be read or written: the message says which and why."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the spider. *reason* is Scrapy's, ``killed`` for one that was cut off; *counts* by state, of one that ended."""

    run: str
    started: str
    ended: str | None
    reason: str | None
    is_complete: bool
    counts: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What a run found of a report.

    Attributes:
        version: the version that the run met, of a report that it did not meet the last one known.
        first_seen: when that version was first met: the start of the run, ISO, UTC.
        last_seen: when it was last met by any run.
        how: how it is known, in a word; docs/versions.md lists them. None where the state says it all.
        since: the start of the run that found this state first.
    """

    report_id: str
    state: State
    version: str
    url: str
    title: str | None
    first_seen: str
    last_seen: str
    how: str | None
    since: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report, as it was first met; times are the starts of runs, ISO, UTC."""

    report_id: str
    version: str
    because: Because
    is_current: bool
    first_seen: str
    last_seen: str
    url: str
    title: str | None
    line: str
    """The record, one line of JSON."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A report that was there before and that the run has not met: where it lay, and which list named it."""

    url: str
    list_url: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """How a run ended.

    Attributes:
        ended: ISO, UTC.
        is_complete: whether the run has met whatever the lists name, so that what it has not met is not there.
        answers: what came of asking, by address, where that was no report: ``http_404`` and the like.
        sites: hosts of the lists that were read in full; None: of all that there ever were.
    """

    ended: str
    reason: str
    is_complete: bool
    answers: Mapping[str, str] = field(default_factory=dict)
    sites: frozenset[str] | None = None


class Ledger:
    """The ledger of one spider. Every method raises LedgerError where the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at *path* to write to it; it is made where there is none."""
        self._open(path, open_to_write)

    @classmethod
    def to_read(cls, path: Path) -> Self:
        """The ledger at *path*, which must exist, to be read only."""
        ledger = cls.__new__(cls)
        ledger._open(path, open_to_read)
        return ledger

    def _open(self, path: Path, how: Callable[[Path], sqlite3.Connection]) -> None:
        self._path = path
        self._staging = path.with_suffix(".staged")
        self._run: int | None = None
        self._waiting: list[tuple[Any, ...]] = []
        with self._told():
            self._database = how(path)
        with self._told():
            found = format_of(self._database)
        if found != FORMAT:
            self.close()
            raise LedgerError(f"{path}: of format {found}, not {FORMAT}: written by another version of the program")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say of what goes wrong in which file it did."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(f"{self._path}: {error}") from error

    @contextlib.contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        with self._told():
            self._database.execute(f"BEGIN {kind}")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                # A full disk may have ended it already.
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file; a run that has not ended is dropped."""
        self._database.close()
        if self._run is not None:
            with contextlib.suppress(OSError):
                self._staging.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def begin(self, run: str, started: str, program: str = "") -> None:
        """Begin the run called *run*, and drop what one that was cut off has staged.

        *program* names what reads the pages, code and libraries: where it is another than before, versions may move though
        nothing was published.
        """
        with self._told():
            attach_staging(self._database, self._staging)
        with self._transaction():
            # Begun anew within the second.
            self._database.execute("DELETE FROM runs WHERE run = ? AND ended IS NULL", (run,))
            self._database.execute("UPDATE runs SET reason = ? WHERE ended IS NULL AND reason IS NULL", (_KILLED,))
            added = self._database.execute(
                "INSERT INTO runs (run, started, program) VALUES (?, ?, ?)", (run, started, program)
            )
        self._run = added.lastrowid

    def stage(self, record: Mapping[str, Any], *, is_unlisted: bool = False) -> None:
        """Add a record of the run; *is_unlisted* says that no list named it, and its address was asked all the same."""
        source = record["source"]
        hashes, lacks = hashes_of(record)
        places = [plain_url(copy["url"]) for copy in source["also"]]
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
        self._waiting.append(
            (
                record["report_id"],
                record["version"],
                source["url"],
                plain_url(source["url"]),
                urlsplit(source["list_url"] or source["url"]).hostname or "",
                source["list_url"],
                record["title"],
                json.dumps({"hashes": sorted(hashes), "lacks": lacks, "also": places}),
                is_unlisted,
                line.encode() if self._knows(record) else packed(line),
            )
        )
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def _knows(self, record: Mapping[str, Any]) -> bool:
        """Whether the ledger has the record's version already, so that this one is only to be compared."""
        with self._told():
            known = self._database.execute(
                "SELECT 1 FROM reports JOIN versions USING (report) WHERE report_id = ? AND version = ?",
                (record["report_id"], record["version"]),
            )
            return known.fetchone() is not None

    def _flush(self) -> None:
        if self._run is None:
            raise LedgerError(f"{self._path}: no run has begun")
        rows, self._waiting = self._waiting, []
        # Of the ledger itself nothing is locked.
        with self._transaction("DEFERRED"):
            self._database.executemany(
                "INSERT INTO staged (report_id, version, url, place, site, list_url, title, bytes, is_unlisted, record)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def unmet(self, answers: Mapping[str, str]) -> list[Unmet]:
        """What was there before the run and has not been met by now, but where *answers* say what came of asking for it."""
        self._flush()
        asked = {plain_url(url) for url in answers}
        with self._told():
            rows = self._database.execute(
                "SELECT v.url, v.list_url, v.title, v.place FROM versions v JOIN reports r USING (report)"
                " WHERE v.is_current AND r.standing <> 'gone'"
                " AND r.report_id NOT IN (SELECT report_id FROM staged) AND v.place NOT IN (SELECT place FROM staged)"
                " ORDER BY r.report, v.version"
            )
            return [Unmet(url, listed, title) for url, listed, title, place in rows if place not in asked]

    def present(self) -> int:
        """How many reports were there after the last run: all that are not gone."""
        with self._told():
            return int(self._database.execute("SELECT count(*) FROM reports WHERE standing <> 'gone'").fetchone()[0])

    def end(self, closing: Closing) -> dict[State, int]:
        """End the run, make versions of what it staged, and say of how many reports it found what."""
        self._flush()
        if self._run is None:
            raise LedgerError(f"{self._path}: no run has begun")
        answers = {plain_url(url): answer for url, answer in closing.answers.items()}
        with self._transaction():
            counts = fold(self._database, self._run, answers, is_complete=closing.is_complete, sites=closing.sites)
            self._database.execute(
                "UPDATE runs SET ended = ?, reason = ?, is_complete = ?, counts = ? WHERE number = ?",
                (closing.ended, closing.reason, closing.is_complete, json.dumps(counts), self._run),
            )
        with self._told():
            self._database.execute("DETACH DATABASE staging")
            self._staging.unlink(missing_ok=True)
        self._run = None
        return counts

    def runs(self) -> list[Run]:
        """All runs in their order, those that were cut off among them."""
        with self._told():
            rows = self._database.execute(
                "SELECT run, started, ended, reason, is_complete, counts FROM runs ORDER BY number"
            ).fetchall()
        return [
            Run(run, started, ended, reason, bool(is_complete), json.loads(counts or "{}"))
            for run, started, ended, reason, is_complete, counts in rows
        ]

    def changes(self, run: str) -> Iterator[Change]:
        """What *run*, which has ended, found otherwise than before: new, changed and gone reports, and all that are unseen.

        A report that is still gone is none of them.
        """
        started = {each.run: each.started for each in self.runs()}.get(run)
        for change in self.findings(run):
            if change.state != "unchanged" and (change.state != "gone" or change.since == started):
                yield change

    def findings(self, run: str) -> Iterator[Change]:
        """What *run*, which has ended, found of every report that was known by then, in the order of their ids."""
        with self._told():
            row = self._database.execute(
                "SELECT number FROM runs WHERE run = ? AND ended IS NOT NULL", (run,)
            ).fetchone()
            if row is None:
                raise LedgerError(f"{self._path}: no run that has ended is called {run}")
            yield from (
                Change(*each)
                for each in self._database.execute(
                    "SELECT r.report_id,"
                    " CASE WHEN f.run = :run OR f.state IN ('gone', 'unseen') THEN f.state ELSE 'unchanged' END,"
                    " f.version, v.url, v.title, b.started, e.started,"
                    " CASE WHEN f.run = :run OR f.state IN ('gone', 'unseen') OR f.how = 'unlisted' THEN f.how END, s.started"
                    " FROM reports r JOIN found f ON f.report = r.report"
                    " AND f.run = (SELECT max(run) FROM found WHERE report = r.report AND run <= :run)"
                    " JOIN versions v ON v.report = r.report AND v.version = f.version"
                    " JOIN runs b ON b.number = v.first_run JOIN runs e ON e.number = v.last_run"
                    " JOIN runs s ON s.number = f.run"
                    " ORDER BY r.report_id",
                    {"run": row[0]},
                )
            )

    def versions(self) -> Iterator[Version]:
        """Every version of every report with its record: by report, in the order in which they were met."""
        with self._told():
            for *told, record in self._database.execute(
                "SELECT r.report_id, v.version, v.because, v.is_current, b.started, e.started, v.url, v.title, c.record"
                " FROM versions v JOIN reports r USING (report) JOIN records c USING (report, version)"
                " JOIN runs b ON b.number = v.first_run JOIN runs e ON e.number = v.last_run"
                " ORDER BY r.report_id, v.first_run, v.version"
            ):
                report_id, version, because, is_current, first, last, url, title = told
                line = unpacked(record)
                yield Version(report_id, version, because, bool(is_current), first, last, url, title, line)
