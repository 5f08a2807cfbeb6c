"""Where reports of runs lie: ``runs/<spider>/<run>.json`` with its page beside it, below the folder of all that is kept."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from govreports.health.model import RunReport
from govreports.whole import whole_file

logger = logging.getLogger(__name__)

INDEX: Final = "index.html"
"""The page about all spiders, in the room itself."""


def write_report(room: Path, report: RunReport, page: str, keep: int) -> Path:
    """Write *report* and its *page*, whole or not at all; of a spider's runs, the last *keep* stay. The page's path."""
    folder = room / report.keeps_as
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.run}.html"
    write_whole(path, page)
    # Last, so that a report that is there has its page.
    write_whole(path.with_suffix(".json"), report.model_dump_json(indent=1) + "\n")
    for old in sorted(folder.glob("*.json"))[: -max(keep, 1)]:
        old.unlink(missing_ok=True)
        old.with_suffix(".html").unlink(missing_ok=True)
    return path


def write_whole(path: Path, text: str) -> None:
    """Give *path* that content in one step: whoever reads it finds the old or the new one."""
    with whole_file(path) as file:
        file.write(text.encode())


def last_reports(room: Path) -> Iterator[RunReport]:
    """The last report of every spider that says how its sites stand, by the names they are kept as.

    Samples say nothing about that, nor does what was put off and did not fail until then, unless there is nothing else.
    """
    folders = {path.parent for path in room.rglob("*.json")} if room.is_dir() else set()
    for folder in sorted(folders):
        found = (read_report(path) for path in sorted(folder.glob("*.json"), reverse=True))
        put_off = None
        for report in found:
            if report is None or report.sample is not None:
                continue
            if not report.later or report.outcome == "failure":
                yield report
                break
            put_off = put_off or report
        else:
            if put_off is not None:
                yield put_off


def read_report(path: Path) -> RunReport | None:
    """The report at *path*; None, with a line in the log, where it is none."""
    try:
        return RunReport.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        logger.warning("%s: no run's report, passed over: %s", path, type(error).__name__)
        return None
