"""``govreports reparse``: the records of what is archived, made again with no network."""

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from tqdm import tqdm

from govreports.archive import ArchiveError
from govreports.archive.foreign import Finds, look_through
from govreports.archive.reading import archives_in
from govreports.keeping import DEFAULT_FOLDER
from govreports.reparsing.jobs import Job
from govreports.reparsing.pool import Pool
from govreports.reparsing.runs import LATEST, Spool, jobs_of
from govreports.reparsing.strangers import Stranger
from govreports.whole import whole_file

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_MOST_NAMED: Final = 20


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of ``govreports``."""
    parser = commands.add_parser("reparse", help="make the records of what is archived again, with no network")
    parser.add_argument("spiders", nargs="*", metavar="SPIDER", help="whose archives; all by default")
    parser.add_argument(
        "--data", type=Path, default=Path(DEFAULT_FOLDER), metavar="DIR", help="the crawls' DATA_FOLDER"
    )
    parser.add_argument(
        "--run",
        dest="of_run",
        metavar="RUN",
        help=f"one run alone, by its name; {LATEST}: each spider's last whole one",
    )
    parser.add_argument("--warc", action="append", type=Path, metavar="FILE", help="read WARC files of others instead")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write; standard output by default")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: %(default)s)"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """1 where anything could not be read, 2 where there is nothing to read."""
    room = options.data / "archive"
    finds = Finds([], {})
    try:
        if options.warc:
            finds = look_through(options.warc)
            jobs: Sequence[Job] = [Stranger(found) for found in finds.pages]
        else:
            jobs = list(jobs_of(room, _names(room, options.spiders), options.of_run))
        with Spool() as spool:
            _read(jobs, Pool(room, max(1, options.jobs), finds.files), spool)
            with _output(options.output) as output:
                records = 0
                for line in spool.lines(jobs):
                    output.write(line)
                    records += 1
    except (ArchiveError, OSError, sqlite3.Error) as error:
        if isinstance(error, BrokenPipeError):
            raise
        sys.stderr.write(f"govreports reparse: {error}\n")
        return 2
    return _say(jobs, records, spool)


def _names(room: Path, wanted: Sequence[str]) -> list[str]:
    names = archives_in(room)
    if missing := [name for name in wanted if name not in names]:
        raise ArchiveError(f"{room} holds no archive of {', '.join(missing)}")
    if not names:
        raise ArchiveError(f"{room} holds no archive: a crawl makes one")
    return list(wanted) or names


def _read(jobs: Sequence[Job], pool: Pool, spool: Spool) -> None:
    """Read what differs, once each; *spool* takes it."""
    different = list({job.key: job for job in jobs}.values())
    with pool, tqdm(total=len(different), unit=" reports", disable=None, leave=False) as bar:
        for job, outcome in zip(different, pool.read(different), strict=True):
            spool.take(job, outcome)
            bar.update()


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    """Where records go; a file has its name when it is whole."""
    if path is None:
        yield cast("IO[bytes]", sys.stdout.buffer)
        sys.stdout.flush()
        return
    with whole_file(path) as file:
        yield file


def _say(jobs: Sequence[Job], records: int, spool: Spool) -> int:
    different = len({job.key for job in jobs})
    for line in spool.failures[:_MOST_NAMED]:
        sys.stderr.write(f"{line}\n")
    if len(spool.failures) > _MOST_NAMED:
        sys.stderr.write(f"and {len(spool.failures) - _MOST_NAMED} more\n")
    sys.stderr.write(
        f"{len(jobs)} publications, {different} of them different: {records} records, "
        f"{spool.let_go} no annual reports, {len(spool.failures)} failed\n"
    )
    return 1 if spool.failures else 0
