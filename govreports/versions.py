"""``govreports versions``: what runs have found of reports, and every version of them, from the ledgers that crawls keep."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from govreports.keeping import DEFAULT_FOLDER
from govreports.ledger import STATES, Change, Ledger, LedgerError, Version
from govreports.show import aligned

_LATEST: Final = "latest"
_SUFFIX: Final = ".sqlite"
_HEADINGS: Final = ("report", "state", "since", "version", "address")
_SHORT: Final = 12
"""How many digits of a version are enough for people."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    versions = commands.add_parser(
        "versions", help="print which reports are new, changed or gone, and all their versions"
    )
    versions.add_argument("spiders", nargs="*", metavar="SPIDER", help="whose ledgers to read; all by default")
    versions.add_argument(
        "--data", type=Path, default=Path(DEFAULT_FOLDER), metavar="DIR", help="what DATA_FOLDER names"
    )
    versions.add_argument("--state", choices=STATES, help="only reports of which the run found that")
    versions.add_argument(
        "--run", dest="of_run", metavar="RUN", default=_LATEST, help="what that run found; the latest by default"
    )
    form = versions.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one report a line as JSON")
    form.add_argument("--records", action="store_true", help="print every version with its record, one a line as JSON")
    versions.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was asked for: 1 where there is no such thing or a ledger cannot be read, 2 where there is no ledger."""
    folder: Path = options.data / "ledger"
    files = _files(folder, options.spiders)
    if lacking := [str(file) for file in files if not file.exists()] or ([] if files else [str(folder)]):
        sys.stderr.write(f"govreports: no ledger at {', '.join(lacking)}\n")
        return 2
    rows: list[tuple[str, ...]] = [_HEADINGS]
    printed = 0
    try:
        for file in files:
            spider = file.relative_to(folder).with_suffix("").as_posix()
            for line in _lines(file, spider, options, rows):
                sys.stdout.write(line + "\n")
                printed += 1
    except LedgerError as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 1
    if len(rows) > 1:
        sys.stdout.write(aligned(rows) + "\n")
    elif not printed:
        sys.stderr.write("govreports: no report is all of that\n")
        return 1
    return 0


def _files(folder: Path, spiders: Sequence[str]) -> list[Path]:
    if spiders:
        return [folder / f"{spider}{_SUFFIX}" for spider in spiders]
    return sorted(folder.rglob(f"*{_SUFFIX}"))


def _lines(file: Path, spider: str, options: argparse.Namespace, rows: list[tuple[str, ...]]) -> Iterator[str]:
    """The lines of JSON that one ledger gives; what is for people goes to *rows*."""
    with Ledger.to_read(file) as ledger:
        run = _run_of(ledger, options.of_run)
        if run is None:
            return
        found = (each for each in ledger.findings(run) if options.state in {None, each.state})
        if options.records:
            wanted = {change.report_id for change in found}
            yield from (_with_record(spider, version) for version in ledger.versions() if version.report_id in wanted)
        elif options.json:
            for change in found:
                yield json.dumps({"spider": spider, "run": run, **asdict(change)}, ensure_ascii=False)
        else:
            rows += map(_row, found)


def _run_of(ledger: Ledger, name: str) -> str | None:
    """The run that *name* means; None where the ledger has no such run that has ended."""
    ended = [run.run for run in ledger.runs() if run.ended is not None]
    if name == _LATEST:
        return ended[-1] if ended else None
    return name if name in ended else None


def _row(change: Change) -> tuple[str, ...]:
    state = f"{change.state} ({change.how})" if change.how else change.state
    # What is there has been there, as it is, since that version was first met.
    since = change.since if change.state in {"gone", "unseen"} else change.first_seen
    return change.report_id, state, since[:10], change.version.removeprefix("sha256:")[:_SHORT], change.url


def _with_record(spider: str, version: Version) -> str:
    """A version around its record, which stays the line that it is."""
    told = asdict(version)
    line = told.pop("line")
    head = json.dumps({"spider": spider, **told}, ensure_ascii=False)
    return f'{head[:-1]}, "record": {line}}}'
