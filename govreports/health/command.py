"""``govreports health``: how all sites stand, for a terminal, for programs, and as the page from which an operator starts."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from govreports.keeping import DEFAULT_FOLDER

if TYPE_CHECKING:
    from govreports.health.overview import Known, Overview

_WIDEST = 100


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    health = commands.add_parser(
        "health", help="say how all sites stand after their last runs, and write the page on it"
    )
    health.add_argument(
        "--data", type=Path, default=Path(DEFAULT_FOLDER), metavar="DIR", help="where crawls keep what they keep"
    )
    health.add_argument("--html", type=Path, metavar="FILE", help="where the page goes; DIR/runs/index.html by default")
    health.add_argument("--json", action="store_true", help="print all that is known as JSON")
    health.add_argument("--strict", action="store_true", help="exit with 1 if the last run of any spider failed")
    health.add_argument("--quiet-days", type=int, metavar="N", help="after how many days without a run a site is quiet")
    health.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how all stand and write the page: 1 where --strict finds a failure, or the page cannot be written."""
    # Loads Scrapy and every spider, which few commands need.
    from govreports.health.overview import QUIET_DAYS, overview  # noqa: PLC0415
    from govreports.health.pages import overview_page  # noqa: PLC0415
    from govreports.health.reports import INDEX, last_reports, write_whole  # noqa: PLC0415
    from govreports.health.underway import cut_off_runs  # noqa: PLC0415

    room = options.data / "runs"
    days = QUIET_DAYS if options.quiet_days is None else options.quiet_days
    found = overview(_known(), last_reports(room), datetime.now(UTC), days, cut_off_runs(room))
    page = options.html or room / INDEX
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        base = "" if page.parent == room else f"{quote(os.path.relpath(room, page.parent))}/"
        write_whole(page, overview_page(found, base))
    except OSError as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 1
    sys.stdout.write(_json(found) if options.json else _table(found, page))
    return 1 if options.strict and found.failing else 0


def _known() -> "list[Known]":
    from govreports.catalogue.sites import entries  # noqa: PLC0415  # as above
    from govreports.health.overview import Known  # noqa: PLC0415  # as above

    return list({it.spider: Known(it.spider, it.agency) for it in entries()}.values())


def _json(found: "Overview") -> str:
    return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _table(found: "Overview", page: Path) -> str:
    """A line for every site that needs a person, and how many there are of each kind."""
    from govreports.health.overview import standing_counts  # noqa: PLC0415  # as above
    from govreports.show import aligned  # noqa: PLC0415  # as above

    rows = [
        (row.standing, row.kept_as, row.name, f"{row.runs} in a row" if row.runs else "", row.last, _short(row.why))
        for row in found.rows
        if row.standing not in {"ok", "never"}
    ]
    table = aligned([("stands", "spider", "agency", "failing", "last run", "why"), *rows]) + "\n\n" if rows else ""
    return f"{table}{standing_counts(found.counts)}\n{page}\n"


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
