"""What earlier runs gave, site by site: without it nobody notices a site that gives less than it did.

One file a spider, one line of JSON a run: ``{"time": …, "sites": {host: {"reports": 7, "platform": "trs", "ok": true}}}``.
"""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

logger = logging.getLogger(__name__)

_ENOUGH: Final = 0.8
"""What share of the reports of the last good run a run must give; fewer are a failure."""


class History:
    """The runs of one spider, kept in *path*."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before: dict[str, dict[str, Any]] = {}
        for run in _runs(path):
            for site, told in run.get("sites", {}).items():
                if told.get("ok"):
                    self._before[site] = {**told, "time": run["time"]}

    def shortfall(self, site: str, reports: int) -> str | None:
        """How many reports *site* gave when it last was in order, where *reports* are too few against that."""
        before = self._before.get(site)
        if before is None or reports >= _ENOUGH * before["reports"]:
            return None
        return f"{before['reports']} reports on {before['time'][:10]}"

    def add(self, time: str, sites: Mapping[str, Mapping[str, Any]]) -> None:
        """Add a run of *time*, an ISO time in UTC; a line is written whole or not at all."""
        line = json.dumps({"time": time, "sites": sites}, ensure_ascii=False) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as file:
            if file.tell() and not _ends_line(file):
                # A run was killed while it wrote: what it left is no line.
                file.write(b"\n")
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())


def _ends_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _runs(path: Path) -> list[dict[str, Any]]:
    runs = []
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            run = json.loads(line)
            runs.append({"time": str(run["time"]), "sites": dict(run["sites"])})
        except (ValueError, KeyError, TypeError):
            logger.warning("%s, line %d: no run's line, passed over", path, number)
    return runs
