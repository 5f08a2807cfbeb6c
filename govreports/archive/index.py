"""What an archive's records are found by. All of it stands in the WARC files as well: an index that is lost is made again."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

Key = tuple[str, str, bytes]
"""What makes a request the same request again: its method, its address, its body."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, run TEXT NOT NULL, indexed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, began TEXT NOT NULL, reason TEXT);
CREATE TABLE IF NOT EXISTS captures (
    id INTEGER PRIMARY KEY, record TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, sent TEXT NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, status INTEGER NOT NULL, digest TEXT NOT NULL,
    etag TEXT, modified TEXT, at TEXT NOT NULL, fetched TEXT NOT NULL, checked TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS captures_by_request ON captures (url, method, sent);
CREATE UNIQUE INDEX IF NOT EXISTS captures_by_place ON captures (file, offset);
CREATE INDEX IF NOT EXISTS captures_by_record ON captures (record);
CREATE TABLE IF NOT EXISTS publications (
    id INTEGER PRIMARY KEY, run TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, url TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS publications_by_place ON publications (file, offset);
CREATE INDEX IF NOT EXISTS publications_by_run ON publications (run);
"""
_KNOWN: Final = "file, offset, record, url, status, digest, etag, modified, at, fetched, checked"
_FINISHED: Final = "finished"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: a file's name, and the byte its member begins at."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer is kept. *at* is when its bytes were fetched, in UTC; *is_new* whether that was just now."""

    reference: str
    at: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that was fetched before, with what the site said of it for asking whether it has changed.

    *at* is when it was fetched, *fetched* when it last came with the same bytes, *checked* when the site last gave it or said
    that it has not changed.
    """

    place: Place
    record: str
    url: str
    status: int
    digest: str
    etag: str | None
    modified: str | None
    at: str
    fetched: str
    checked: str


@dataclass(frozen=True, slots=True)
class Capture:
    """An answer as it is entered; *record* is its WARC-Record-ID, *digest* that of its body."""

    record: str
    key: Key
    place: Place
    status: int
    digest: str
    etag: str | None
    modified: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication of one run; equal digests say that two are the same, bytes and all."""

    run: str
    place: Place
    url: str
    digest: str


class Index:
    """The index in the SQLite file at *path*; every change is there for whoever comes next, even after a kill.

    Every method may raise sqlite3.Error: the disk is full, or the file damaged.
    """

    def __init__(self, path: Path) -> None:
        # Threads only ever take turns at it.
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        # What the machine's own end takes away is read again from the files.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """What is entered within is there as a whole or not at all."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def begin(self, run: str, at: str) -> None:
        """Note that *run* has begun."""
        self._db.execute("INSERT OR IGNORE INTO runs VALUES (?, ?, NULL)", (run, at))

    def end(self, run: str, reason: str) -> None:
        """Note why *run* has ended."""
        self._db.execute("UPDATE runs SET reason = ? WHERE run = ?", (reason, run))

    def resumed_since(self, run: str) -> str | None:
        """When the first of the runs began that *run* goes on with: those before it that did not finish."""
        began: str | None = None
        for at, reason in self._db.execute("SELECT began, reason FROM runs WHERE run < ? ORDER BY run DESC", (run,)):
            if reason == _FINISHED:
                break
            began = at
        return began

    def began(self, run: str) -> str:
        """When *run* began."""
        return str(self._db.execute("SELECT began FROM runs WHERE run = ?", (run,)).fetchone()[0])

    def record_at(self, place: Place) -> str | None:
        """What the answer at *place* is called, if there is one."""
        sql = "SELECT record FROM captures WHERE file = ? AND offset = ?"
        found = self._db.execute(sql, (place.file, place.offset)).fetchone()
        return str(found[0]) if found is not None else None

    def last_finished(self) -> str | None:
        """The last run that came to its end."""
        found = self._db.execute("SELECT max(run) FROM runs WHERE reason = ?", (_FINISHED,)).fetchone()
        return str(found[0]) if found[0] is not None else None

    def known(self, key: Key, *, used: bool) -> Known | None:
        """The last answer to the request *key*; with *used* only one that a publication is made of counts."""
        method, url, sent = key
        row = self._db.execute(
            f"SELECT {_KNOWN} FROM captures "  # noqa: S608  # its own columns
            "WHERE url = ? AND method = ? AND sent = ? AND used >= ? ORDER BY id DESC LIMIT 1",
            (url, method, _digest(sent), int(used)),
        ).fetchone()
        return Known(Place(row[0], row[1]), *row[2:]) if row is not None else None

    def add(self, capture: Capture) -> None:
        """Enter an answer."""
        method, url, sent = capture.key
        place = capture.place
        self._db.execute(
            "INSERT OR IGNORE INTO captures (record, method, url, sent, file, offset, status, digest, etag, modified, at, "
            "fetched, checked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(capture.record, method, url, _digest(sent), place.file, place.offset, capture.status),
                *(capture.digest, capture.etag, capture.modified, *[capture.at] * 3),
            ),
        )

    def confirm(self, record: str, at: str, *, came: bool) -> None:
        """Note that the answer called *record* was still the same *at* a later time; *came* says whether its bytes did."""
        self._db.execute(
            "UPDATE captures SET checked = max(checked, ?1), fetched = iif(?2, max(fetched, ?1), fetched) WHERE record = ?3",
            (at, came, record),
        )

    def add_publication(self, entry: Entry, parts: Iterable[Place]) -> None:
        """Enter a publication, and that the answers at *parts* are what it is made of."""
        place = entry.place
        self._db.execute(
            "INSERT OR IGNORE INTO publications (run, file, offset, url, digest) VALUES (?, ?, ?, ?, ?)",
            (entry.run, place.file, place.offset, entry.url, entry.digest),
        )
        self._db.executemany(
            "UPDATE captures SET used = 1 WHERE file = ? AND offset = ?", [(it.file, it.offset) for it in parts]
        )

    def publications(self, run: str | None = None) -> Iterator[Entry]:
        """The publications of *run*, or of all runs, in the order in which they were found."""
        rows = self._db.execute(
            "SELECT run, file, offset, url, digest FROM publications WHERE ? IS NULL OR run = ? ORDER BY run, id",
            (run, run),
        )
        for found, file, offset, url, digest in rows:
            yield Entry(found, Place(file, offset), url, digest)

    def captures(self, url: str) -> list[Known]:
        """Every answer that *url* has given, the first one first."""
        rows = self._db.execute(
            f"SELECT {_KNOWN} FROM captures "  # noqa: S608  # its own columns
            "WHERE url = ? ORDER BY id",
            (url,),
        )
        return [Known(Place(row[0], row[1]), *row[2:]) for row in rows]

    def files(self) -> dict[str, int]:
        """How far each file has been entered, in bytes."""
        return dict(self._db.execute("SELECT name, indexed FROM files"))

    def reached(self, file: str, run: str, end: int) -> None:
        """Note that *file*, of *run*, has been entered up to byte *end*."""
        self._db.execute(
            "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET indexed = excluded.indexed",
            (file, run, end),
        )

    def forget(self, file: str, end: int) -> None:
        """Take out what was entered of *file* from byte *end* on: it is not there any more."""
        for table in ("captures", "publications"):
            self._db.execute(f"DELETE FROM {table} WHERE file = ? AND offset >= ?", (file, end))  # noqa: S608
        self._db.execute("UPDATE files SET indexed = min(indexed, ?) WHERE name = ?", (end, file))


def _digest(sent: bytes) -> str:
    return sha256(sent).hexdigest() if sent else ""
