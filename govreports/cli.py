"""The ``govreports`` command: records from files, and the record's schema. Crawling is ``scrapy crawl``."""

import argparse
import json
import mimetypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from govreports import __version__, archived, detecting, versions
from govreports.catalogue import command as catalogue
from govreports.health import command as health
from govreports.publication import Capture, Publication
from govreports.records import Report, json_schema
from govreports.reparsing import command as reparsing
from govreports.rules.audit import check_records, findings_table
from govreports.rules.listing import rules_json, rules_markdown, rules_table
from govreports.scheduling import command as scheduling
from govreports.scoring import score_collection, summary
from govreports.show import read_records, table
from govreports.stages import process

_LARGEST_FILE: Final = 256 * 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    The exit code is 1 if any file could not be read, or if `check --strict` found an error; `check` says 2 for
    files that hold no records.
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="govreports", description=__doc__)
    parser.add_argument("--version", action="version", version=f"govreports {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    parse = commands.add_parser("parse", help="print one record a line for local files of any format")
    parse.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parse.set_defaults(run=_parse)
    show = commands.add_parser("show", help="print a short table of the records in JSON Lines files")
    show.add_argument("files", nargs="+", type=Path, metavar="FILE")
    show.set_defaults(run=_show)
    score = commands.add_parser("score", help="compare documents with figures checked by hand")
    score.add_argument("folder", type=Path, metavar="DIR", help="holds raw/NAME.* and truth/NAME.json")
    score.add_argument("--verbose", action="store_true", help="also name every cell that is not exact")
    score.set_defaults(run=_score)
    check = commands.add_parser("check", help="hold the records of JSON Lines files against the rules, offline")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="print one finding a line as JSON")
    check.add_argument("--strict", action="store_true", help="exit with 1 if any finding is an error")
    check.set_defaults(run=_check)
    rules = commands.add_parser("rules", help="print the rules that records are held against")
    how = rules.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_const", const=rules_json, dest="listing", help="as a JSON array")
    how.add_argument("--markdown", action="store_const", const=rules_markdown, dest="listing", help="as docs/rules.md")
    rules.set_defaults(run=_rules, listing=rules_table)
    detecting.add_to(commands)
    catalogue.add_to(commands)
    archived.add_to(commands)
    health.add_to(commands)
    reparsing.add_to(commands)
    versions.add_to(commands)
    scheduling.add_to(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of a record")
    schema.set_defaults(run=_schema)
    return parser


def _parse(options: argparse.Namespace) -> int:
    unread = 0
    for file in options.files:
        report = _read(file)
        sys.stdout.write(report.to_line() + "\n")
        sys.stdout.flush()
        if report.tables_state in {"unreadable", "image"}:
            unread += 1
            reasons = "; ".join(finding.message for finding in report.findings if finding.rule == "Q106")
            sys.stderr.write(f"govreports: {file}: {report.tables_state}: {reasons}\n")
    return 1 if unread else 0


def _read(file: Path) -> Report:
    error = None
    body = b""
    try:
        if file.stat().st_size > _LARGEST_FILE:
            error = f"larger than {_LARGEST_FILE} bytes"
        else:
            body = file.read_bytes()
    except OSError as failure:
        error = failure.strerror or str(failure)
    media_type, _encoding = mimetypes.guess_type(file.name)
    capture = Capture(file.absolute().as_uri(), body, name=file.name, media_type=media_type, error=error)
    return process(Publication(capture))


def _show(options: argparse.Namespace) -> int:
    try:
        sys.stdout.write(table(read_records(options.files)) + "\n")
    except (OSError, ValueError) as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 1
    return 0


def _score(options: argparse.Namespace) -> int:
    try:
        scores = list(score_collection(options.folder, _read))
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 2
    if options.verbose:
        for item in scores:
            for miss in item.misses:
                kind = miss.outcome.upper() if miss.outcome == "silent" else miss.outcome
                sys.stdout.write(f"{item.name}: {miss.path}: {miss.expected} read as {miss.actual} ({kind})\n")
    sys.stdout.write(summary(scores) + "\n")
    return 1 if any(item.silent for item in scores) else 0


def _check(options: argparse.Namespace) -> int:
    try:
        found = check_records(read_records(options.files))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 2
    if options.json:
        for line in found:
            sys.stdout.write(json.dumps(line.to_dict(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(findings_table(found) + "\n")
    return 1 if options.strict and any(line.finding.severity == "error" for line in found) else 0


def _rules(options: argparse.Namespace) -> int:
    sys.stdout.write(options.listing().rstrip("\n") + "\n")
    return 0


def _schema(_options: argparse.Namespace) -> int:
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
