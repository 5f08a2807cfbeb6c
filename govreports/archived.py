"""``govreports archived``: what the archive holds of an address, and the bytes that a record refers to."""

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from govreports.archive import ArchiveError
from govreports.archive.index import Index, Known
from govreports.archive.reading import INDEX, Reader, archives_in, reference_of
from govreports.keeping import DEFAULT_FOLDER

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of ``govreports``."""
    parser = commands.add_parser("archived", help="list the archived answers of an address, or print one's bytes")
    parser.add_argument(
        "what", metavar="URL|REFERENCE", help="an address, or what a record has as archive: SPIDER/FILE.warc.gz#OFFSET"
    )
    parser.add_argument(
        "--data", type=Path, default=Path(DEFAULT_FOLDER), metavar="DIR", help="the crawls' DATA_FOLDER"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """1 where the archive does not hold it."""
    room = options.data / "archive"
    try:
        if "://" in options.what:
            lines = list(_answers(room, options.what))
            sys.stdout.writelines(lines)
            found = bool(lines)
        else:
            with Reader(room) as reader:
                sys.stdout.buffer.write(reader.exchange(options.what).body)
            found = True
    except (ArchiveError, OSError, sqlite3.Error) as error:
        if isinstance(error, BrokenPipeError):
            raise
        sys.stderr.write(f"govreports archived: {error}\n")
        return 1
    if not found:
        sys.stderr.write(f"govreports archived: {room} holds no answer of {options.what}\n")
    return 0 if found else 1


def _answers(room: Path, url: str) -> Iterator[str]:
    """A line for every answer of *url* that is kept, by whichever spider, the first one first."""
    for name in archives_in(room):
        index = Index(room / name / INDEX)
        try:
            for known in index.captures(url):
                yield _line(name, known)
        finally:
            index.close()


def _line(name: str, known: Known) -> str:
    last = f", the same until {known.checked}" if known.checked != known.at else ""
    return f"{known.at}  {known.status}  {reference_of(name, known.place.file, known.place.offset)}{last}\n"
