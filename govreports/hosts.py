"""What is known of hosts between crawls: which are to be left alone, until when, and how much was asked of each today.

One SQLite file for all spiders, in use by as many processes as crawl at once. Each statement is a transaction of its own,
so that a process that is killed leaves nothing half written. Without a file it is kept in memory, for one run.
Times are seconds since 1970, as ``time.time`` says them.
"""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

logger = logging.getLogger(__name__)

STATE: Final = "state.sqlite"
"""What the file is called, in the room for hosts."""

_PATIENCE: Final = 5.0
"""Seconds that a statement waits for another process's, which takes well under a thousandth of one."""
_DAYS_KEPT: Final = 14
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS closures (
    host TEXT PRIMARY KEY, kind TEXT NOT NULL, words TEXT NOT NULL, since REAL NOT NULL, until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rests (host TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    day TEXT NOT NULL, host TEXT NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY (day, host)
) WITHOUT ROWID;
"""


class Closure(NamedTuple):
    """A host is not to be asked: what *kind* of obstacle was met there, in *words*, *since* when and *until* when."""

    kind: str
    words: str
    since: float
    until: float


class Hosts:
    """The state of hosts in *file*, whose folder is made; None keeps it in memory."""

    def __init__(self, file: Path | None = None) -> None:
        """Open the state, or begin one. A file that is damaged is put aside, so that it stops no crawl for good.

        Raises:
            sqlite3.OperationalError: the file cannot be opened or written.
        """
        self._file = file
        if file is None:
            self._rows = _open(":memory:")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._rows = _open(file)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            logger.warning("%s: %s; put aside, what was known of hosts is forgotten", file, error)
            for name in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
                with suppress(FileNotFoundError):
                    name.rename(name.with_name(f"{name.name}.damaged"))
            self._rows = _open(file)

    def close(self, host: str, closure: Closure) -> None:
        """Leave *host* alone until the closure ends; a closure that ends later stands."""
        self._rows.execute(
            "INSERT INTO closures VALUES (?, ?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET "
            "kind = excluded.kind, words = excluded.words, since = excluded.since, until = excluded.until "
            "WHERE excluded.until > until",
            (host, *closure),
        )

    def closure(self, host: str, now: float) -> Closure | None:
        """Why *host* is not to be asked at *now*; None where it may be."""
        row = self._rows.execute(
            "SELECT kind, words, since, until FROM closures WHERE host = ? AND until > ?", (host, now)
        ).fetchone()
        return None if row is None else Closure(*row)

    def closures(self, now: float) -> dict[str, Closure]:
        """All hosts that are not to be asked at *now*, and why."""
        rows = self._rows.execute("SELECT host, kind, words, since, until FROM closures WHERE until > ?", (now,))
        return {host: Closure(*row) for host, *row in rows}

    def rest(self, host: str, until: float) -> None:
        """Have everybody wait with the next request to *host* until then."""
        self._rows.execute(
            "INSERT INTO rests VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)",
            (host, until),
        )

    def rests_until(self, host: str) -> float:
        """When *host* may be asked again; 0 where it has asked for no rest."""
        row = self._rows.execute("SELECT until FROM rests WHERE host = ?", (host,)).fetchone()
        return 0.0 if row is None else float(row[0])

    def count(self, host: str, day: str) -> None:
        """Add a request to *host* to those of *day*."""
        self._rows.execute(
            "INSERT INTO requests VALUES (?, ?, 1) ON CONFLICT (day, host) DO UPDATE SET asked = asked + 1", (day, host)
        )

    def asked(self, host: str, day: str) -> int:
        """How many requests were sent to *host* on *day*, by all."""
        row = self._rows.execute("SELECT asked FROM requests WHERE day = ? AND host = ?", (day, host)).fetchone()
        return 0 if row is None else int(row[0])

    def done(self) -> None:
        """Let go of the file."""
        self._rows.close()


def _open(file: Path | str) -> sqlite3.Connection:
    # Without a transaction around them, statements are each their own.
    rows = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        rows.execute("PRAGMA journal_mode = WAL")
        # After a power cut the last moments may be forgotten, but the file is whole: no wait for the disk at every request.
        rows.execute("PRAGMA synchronous = NORMAL")
        rows.executescript(_SCHEMA)
        rows.execute(
            "DELETE FROM requests WHERE day NOT IN (SELECT DISTINCT day FROM requests ORDER BY day DESC LIMIT ?)",
            (_DAYS_KEPT,),
        )
    except sqlite3.DatabaseError:
        rows.close()
        raise
    return rows
