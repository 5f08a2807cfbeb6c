"""The tables of a ledger, and how its file is opened."""

import sqlite3
from pathlib import Path
from typing import Final

FORMAT: Final = 1
"""Which tables these are; a file that says more was written by a later program."""
_WAIT: Final = 5.0
"""Seconds to wait for whoever else has the file; a spider runs once at a time, and readers do not stand in its way."""

_TABLES: Final = """
-- Runs by number, because clocks may go back. One without an end is going on, or was cut off.
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    run TEXT NOT NULL UNIQUE,
    started TEXT NOT NULL,
    ended TEXT,
    reason TEXT,
    is_complete INTEGER NOT NULL DEFAULT 0,
    program TEXT NOT NULL,
    counts TEXT
);
-- standing: present, unseen or gone since the run of that number; site: the host of the list that names it.
CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    standing TEXT NOT NULL,
    how TEXT,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL
);
-- Narrow, because every run touches the rows of all that it meets; records lie beside it.
CREATE TABLE versions (
    report INTEGER NOT NULL,
    version TEXT NOT NULL,
    because TEXT NOT NULL,
    is_current INTEGER NOT NULL DEFAULT 0,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL,
    url TEXT NOT NULL,
    place TEXT NOT NULL,
    list_url TEXT,
    title TEXT,
    bytes TEXT NOT NULL,
    PRIMARY KEY (report, version)
);
CREATE INDEX versions_by_place ON versions (place);
CREATE TABLE records (
    report INTEGER NOT NULL,
    version TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (report, version)
);
-- Rows only where something is otherwise than in the run before: of later runs without a row it says the same.
CREATE TABLE found (
    report INTEGER NOT NULL,
    run INTEGER NOT NULL,
    state TEXT NOT NULL,
    how TEXT,
    version TEXT NOT NULL,
    PRIMARY KEY (report, run)
) WITHOUT ROWID;
CREATE INDEX found_by_run ON found (run);
"""
_STAGED: Final = """
-- The records of the run that is going on.
CREATE TABLE staging.staged (
    number INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL,
    version TEXT NOT NULL,
    url TEXT NOT NULL,
    place TEXT NOT NULL,
    site TEXT NOT NULL,
    list_url TEXT,
    title TEXT,
    bytes TEXT NOT NULL,
    is_unlisted INTEGER NOT NULL,
    -- Packed where it is to be kept, else the line that it is.
    record BLOB NOT NULL
);
CREATE INDEX staging.staged_by_id ON staged (report_id);
"""


def open_to_write(path: Path) -> sqlite3.Connection:
    """The ledger at *path*, made where there is none.

    Transactions are the caller's to begin and to end. Readers are not kept out (WAL), and what is committed is on the
    disk (FULL).

    Raises:
        OSError: its folder cannot be made.
        sqlite3.Error: it cannot be opened or is no ledger.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        if format_of(database) == 0:
            database.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
    except sqlite3.Error:
        database.close()
        raise
    return database


def attach_staging(database: sqlite3.Connection, path: Path) -> None:
    """Give *database* an empty table for what a run stages, in a file of its own at *path*.

    Nothing in it outlives the run, so it costs no waiting for the disk, and leaves no hole in the ledger.

    Raises:
        OSError: a file that is left there cannot be removed.
        sqlite3.Error: it cannot be made.
    """
    path.unlink(missing_ok=True)
    database.execute("ATTACH DATABASE ? AS staging", (str(path),))
    database.execute("PRAGMA staging.journal_mode = MEMORY")
    database.execute("PRAGMA staging.synchronous = OFF")
    database.executescript(_STAGED)


def open_to_read(path: Path) -> sqlite3.Connection:
    """The ledger at *path*, which must exist; nothing in it can be changed.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT, isolation_level=None)


def format_of(database: sqlite3.Connection) -> int:
    """Which tables the file says it has; 0 for an empty one."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])
