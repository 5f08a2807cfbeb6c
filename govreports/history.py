"""What earlier runs gave, site by site: without it nobody notices a site that gives less than it did.

One file a spider, one line of JSON a run: ``{"time": …, "sites": {host: {"reports": 7, "pages": 9, "ok": true}}, …}``; what
else stands in a line is of the run as a whole, and missing in lines of older versions.
"""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govreports.keeping import keeps_as, room_for

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

ENOUGH: Final = 0.8
"""What share of the reports of the last good run is enough by default; fewer are a failure."""


class SiteThen(BaseModel):
    """What a site gave, and whether that was in order."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reports: int = 0
    pages: int = 0
    ok: bool = False


class PastRun(BaseModel):
    """A run as the history keeps it; None is what a line of an older version does not say."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    time: str
    """When it ended, ISO in UTC."""
    sites: dict[str, SiteThen]
    run: str | None = None
    reason: str = "finished"
    outcome: Literal["ok", "warning", "failure"] | None = None
    failing: tuple[str, ...] = ()
    """The monitors that failed."""
    reports: int = 0
    errors: int | None = None
    requests: int | None = None
    received: int | None = None
    seconds: float | None = None
    extraction: int | None = None
    coverage: dict[str, float] = Field(default_factory=dict)

    def model_post_init(self, _context: Any) -> None:
        """An older line states what the run gave by sites alone."""
        if "reports" not in self.model_fields_set:
            object.__setattr__(self, "reports", sum(site.reports for site in self.sites.values()))

    @property
    def failed(self) -> bool:
        """Whether somebody should have looked."""
        if self.outcome is not None:
            return self.outcome == "failure"
        return not all(site.ok for site in self.sites.values())

    @property
    def tells(self) -> bool:
        """Whether it says how its sites stand: what was put off, and did not fail until then, says nothing."""
        return self.failed or self.reason == "finished"

    @property
    def is_good(self) -> bool:
        """Whether it asked for all there is and nothing failed: what later runs are held against."""
        return self.reason == "finished" and not self.failed


class History:
    """The runs of one spider, kept in *path*; those that failed lower no expectation.

    *enough* is the share of the reports of the last good run that a run must give.
    """

    def __init__(self, path: Path, enough: float = ENOUGH) -> None:
        self._path = path
        self._enough = enough
        self.runs: tuple[PastRun, ...] = tuple(_runs(path))
        """All of them, oldest first."""
        self._before: dict[str, tuple[str, SiteThen]] = {}
        for run in self.runs:
            for site, told in run.sites.items() if run.reason == "finished" else ():
                if told.ok:
                    self._before[site] = (run.time, told)

    def shortfall(self, site: str, reports: int) -> str | None:
        """How many reports *site* gave when it last was in order, where *reports* are too few against that."""
        time, before = self._before.get(site, ("", None))
        if before is None or reports >= self._enough * before.reports:
            return None
        return f"{before.reports} reports on {time[:10]}"

    def add(self, time: str, sites: Mapping[str, Mapping[str, Any]], **run: Any) -> None:
        """Add a run of *time*, an ISO time in UTC; a line is written whole or not at all."""
        line = json.dumps({"time": time, "sites": sites, **run}, ensure_ascii=False) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as file:
            if file.tell() and not _ends_line(file):
                # A run was killed while it wrote: what it left is no line.
                file.write(b"\n")
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def keep(self, run: PastRun) -> None:
        """Add *run*."""
        self.add(**run.model_dump(mode="json"))


def history_of(settings: "BaseSettings", spider: "Spider", enough: float = ENOUGH) -> History | None:
    """The runs of *spider*; None where nothing is kept, and of a sample, which says nothing about what a site has."""
    folder = room_for(settings, "history")
    if folder is None or getattr(spider, "sample", None) is not None:
        return None
    return History(folder / f"{keeps_as(spider)}.jsonl", enough)


def _ends_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _runs(path: Path) -> list[PastRun]:
    runs = []
    # Half a line may end within a letter.
    lines = path.read_text("utf-8", errors="replace").split("\n") if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                runs.append(PastRun.model_validate_json(line))
        except ValidationError:
            logger.warning("%s, line %d: no run's line, passed over", path, number)
    return runs
