"""What past runs of a spider come to.

When it ran, and how that went, its history says; which years' reports it has, what is kept of its last runs. Both are
written elsewhere, and may be older or newer than this: what is not there is not known, and never an error.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from govreports.scheduling.due import Past

_FINISHED: Final = "finished"
"""Scrapy's word for a crawl that has asked for all there is; with any other it was stopped before."""
_IN: Final = frozenset({"present", "late"})
"""What a run says of a year whose report is there."""
_MOST_REPORTS: Final = 5
"""So many of the last runs are asked which reports there are: those that were stopped do not know."""


def past_of(history: Path, reports: Path) -> Past:
    """What the runs told by the file *history* and the JSON files in *reports* come to; neither need exist."""
    lines = history.read_text("utf-8", errors="replace").splitlines() if history.exists() else ()
    return past_from((run for it in lines if (run := _run(it)) is not None), newest_in(reports))


def past_from(runs: Iterable[Mapping[str, Any]], newest: int | None = None) -> Past:
    """What *runs* come to, as the history tells them, the last at the end; *newest* is the latest year that is in."""
    past = Past(newest=newest)
    for run in runs:
        cut_short = run.get("reason", _FINISHED) != _FINISHED
        failures = past.failures if cut_short else past.failures + 1 if _failed(run) else 0
        past = Past(_day(run["time"]), failures, cut_short, newest)
    return past


def newest_in(reports: Path) -> int | None:
    """The latest year whose report of the site's own agency the last whole run has met."""
    for file in sorted(reports.glob("*.json"), reverse=True)[:_MOST_REPORTS]:
        try:
            told = json.loads(file.read_text("utf-8"))
            if told["sample"] is not None or told["reason"] != _FINISHED:
                continue
            own = [it for it in told["agencies"] if it["id"] == told["home"]["id"]]
            return max((int(year) for it in own for year, state in it["years"].items() if state in _IN), default=None)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def _run(line: str) -> dict[str, Any] | None:
    """The run that *line* tells; None for what a killed run left of one."""
    try:
        run = json.loads(line)
        _day(run["time"])
        _failed(run)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(run)


def _failed(run: Mapping[str, Any]) -> bool:
    """Whether a site was in trouble. That a report is missing, or reads badly, is no reason to ask for it less often."""
    return not all(site["ok"] for site in run["sites"].values())


def _day(time: str) -> date:
    return datetime.fromisoformat(time).astimezone(UTC).date()
