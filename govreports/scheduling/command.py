"""``govreports due``: which spiders are due, why, and when the others are next."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from govreports.show import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.settings import BaseSettings

    from govreports.scheduling.due import Due

_SETTINGS = "govreports.settings"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    due = commands.add_parser(
        "due", help="print which spiders are due to be crawled, why, and when the others are next"
    )
    due.add_argument("spiders", nargs="*", metavar="SPIDER", help="only these; by default all")
    due.add_argument("--data", metavar="DIR", help="where past runs are kept; by default DATA_FOLDER of the settings")
    due.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="as of that day; by default today, in UTC")
    due.add_argument("--province", metavar="SLUG", help="only those in spiders/SLUG; the name in Chinese does as well")
    form = due.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_const", const="json", dest="form", help="print one spider a line as JSON")
    form.add_argument(
        "--names", action="store_const", const="names", dest="form", help="print the names of those that are due alone"
    )
    due.set_defaults(run=run, fail=due.error, form="table")


def run(options: argparse.Namespace) -> int:
    """Print what was asked for: 1 where a spider cannot be loaded, 2 where the question makes no sense."""
    # Loads Scrapy and every spider, which few other commands need.
    from govreports.crawling.loading import LoadingError  # noqa: PLC0415
    from govreports.scheduling import plan  # noqa: PLC0415

    day = options.date or plan.today()
    settings = _settings(options.data)
    try:
        found = plan.due(plan.spiders(settings, options.spiders, options.province), settings, day)
    except LoadingError as error:
        sys.stderr.write(f"govreports: {error}\n")
        return 1
    except plan.PlanError as error:
        options.fail(str(error))
    sys.stdout.write("".join(f"{line}\n" for line in written(found, day, options.form)))
    return 0


def written(found: "Sequence[Due]", day: date, form: str) -> list[str]:
    """*found* as of *day*, a spider a line: as a table for people with sums below, as JSON, or names alone."""
    due = [it for it in found if it.by(day)]
    if form == "names":
        return [it.spider for it in due]
    if form == "json":
        return [json.dumps(_told(it, day), ensure_ascii=False) for it in found]
    rows = [("due now" if it.by(day) else it.on.isoformat(), it.spider, it.why) for it in found]
    return [*(aligned(rows).splitlines() if rows else ()), f"{len(due)} of {len(found)} spiders are due on {day}"]


def _told(it: "Due", day: date) -> dict[str, object]:
    return {"spider": it.spider, "due": it.by(day), "on": it.on.isoformat(), "why": it.why}


def _settings(data: str | None) -> "BaseSettings":
    """The settings of the project that we stand in, or else of this one."""
    from scrapy.settings import Settings  # noqa: PLC0415  # as above
    from scrapy.utils.project import get_project_settings, inside_project  # noqa: PLC0415

    from govreports.keeping import DATA_FOLDER  # noqa: PLC0415

    if inside_project():
        settings = get_project_settings()
    else:
        settings = Settings()
        settings.setmodule(_SETTINGS)
    if data is not None:
        settings.set(DATA_FOLDER, data, priority="cmdline")
    return settings


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written!r} is no day, as 2026-01-31 is") from error
