"""All spiders at once: what the last run of each says, who was never crawled, and what needs a person first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from govreports.catalogue.provinces import Province, province_of_agency, provinces
from govreports.deadlines import today_there
from govreports.health.drawing import ago
from govreports.health.model import AgencyYears, Home, RunReport
from govreports.health.monitors import MONITORS
from govreports.moments import iso, started
from govreports.records import Agency, Level

Standing: TypeAlias = Literal["failing", "quiet", "overdue", "warning", "never", "ok"]
"""How a spider stands: its last run failed, or was cut off; none has ended for long; a report that must be there is not; its
last run warns; there is no run; all is in order. In the order in which people should look."""

STANDINGS: Final[tuple[Standing, ...]] = ("failing", "quiet", "overdue", "warning", "never", "ok")
QUIET_DAYS: Final = 45
"""After so many days without a run a spider is quiet by default: the schedule looks at every site within a month."""
_GRACE: Final = timedelta(days=14)
"""For so long after its deadline a report that is not there is no matter yet, as for the monitor expected_year."""
_OF_SITES: Final = frozenset(it.name for it in MONITORS if it.of_sites)


@dataclass(frozen=True, slots=True)
class Known:
    """A spider of the catalogue."""

    spider: str
    agency: Agency


@dataclass(frozen=True, slots=True)
class Row:
    """One spider, or one site that was crawled without a file.

    Attributes:
        why: what a person should know, in words.
        since: since when the last runs all failed, ISO in UTC, and how many of them there are (*runs*).
        missing: how many of the *agencies* met lack the report that must be there today.
        awaited: the year of the site's own report that is not there.
        page: of its last run, relative to the room of runs.
    """

    kept_as: str
    name: str
    province: Province | None
    level: Level | None
    standing: Standing
    why: str
    run: RunReport | None = None
    since: str | None = None
    runs: int = 0
    agencies: int = 0
    missing: int = 0
    awaited: int | None = None
    last: str = ""
    page: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return {
            "spider": self.kept_as,
            "agency": self.name,
            "province": self.province.slug if self.province else None,
            "level": self.level,
            "standing": self.standing,
            "why": self.why,
            "last_run": self.run.run if self.run else None,
            "finished": self.run.finished if self.run else None,
            "failing_since": self.since,
            "failing_runs": self.runs,
            "reports": self.run.reports if self.run else None,
            "agencies": self.agencies,
            "agencies_overdue": self.missing,
            "awaited_year": self.awaited,
            "page": self.page,
        }


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the spiders of a place have their own agency's report of the expected year."""

    title: str
    spiders: int
    crawled: int
    there: int
    failing: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All sites on *day*, the most urgent first."""

    rows: tuple[Row, ...]
    day: date
    made: str
    """When this was put together, ISO in UTC."""

    @property
    def counts(self) -> dict[Standing, int]:
        """How many spiders stand how."""
        found = Counter(row.standing for row in self.rows)
        return {standing: found[standing] for standing in STANDINGS}

    @property
    def failing(self) -> bool:
        """Whether any spider's last run failed."""
        return any(row.standing == "failing" for row in self.rows)

    @property
    def obstacles(self) -> list[tuple[str, list[Row]]]:
        """The spiders by what stood in their way, the most frequent first."""
        by_kind: dict[str, list[Row]] = {}
        for row in self.rows:
            sites = row.run.sites if row.run is not None else ()
            for kind in dict.fromkeys(it.obstacle for it in sites if it.obstacle is not None):
                by_kind.setdefault(kind, []).append(row)
        return sorted(by_kind.items(), key=lambda it: (-len(it[1]), it[0]))

    @property
    def by_province(self) -> list[Covered]:
        """How complete the expected year is, by the country's parts."""
        return [
            _covered(it.name, [row for row in self.rows if row.province == it])
            for it in provinces()
            if any(row.province == it for row in self.rows)
        ]

    @property
    def by_level(self) -> list[Covered]:
        """The same, by the level of the agencies."""
        levels: list[Level | None] = ["state", "province", "prefecture", "county", "township", None]
        of_level = [(it, [row for row in self.rows if row.level == it]) for it in levels]
        return [_covered(level or "not known", rows) for level, rows in of_level if rows]

    def to_dict(self) -> dict[str, Any]:
        """The overview as JSON has it."""
        return {
            "day": self.day.isoformat(),
            "made": self.made,
            "counts": self.counts,
            "obstacles": {kind: [row.kept_as for row in rows] for kind, rows in self.obstacles},
            "sites": [row.to_dict() for row in self.rows],
        }


def overview(
    known: Iterable[Known],
    reports: Iterable[RunReport],
    now: datetime,
    quiet: int = QUIET_DAYS,
    cut_off: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Overview:
    """How all stand at *now* (with a time zone): the spiders that are *known*, and whatever else has been crawled.

    *cut_off* are the runs after the last reports that left none, oldest first, by the names their spiders are kept as.
    """
    agencies = {it.spider: it.agency for it in known}
    by_name = {report.keeps_as: report for report in reports}
    rows = [
        _row(name, agencies.get(name), by_name.get(name), cut_off.get(name, ()), now, quiet)
        for name in dict.fromkeys([*agencies, *by_name, *cut_off])
    ]
    return Overview(tuple(sorted(rows, key=_urgency)), today_there(now), iso(now))


def _row(
    kept_as: str, agency: Agency | None, run: RunReport | None, cut_off: tuple[str, ...], now: datetime, quiet: int
) -> Row:
    today = today_there(now)
    name = agency.name if agency else run.home.name if run and run.home else kept_as
    province = province_of_agency(agency) if agency else None
    level = agency.level if agency else None
    since, failing = _streak(run, cut_off)
    if run is None:
        standing, why = _cut_off(cut_off) if cut_off else ("never", "it was never crawled")
        return Row(kept_as, name, province, level, standing, why, since=since, runs=failing, last="never")
    awaited = {it.id: year for it in run.agencies if (year := it.awaited(today)) is not None}
    overdue = [_overdue(it, awaited[it.id], today, run.home) for it in run.agencies if it.id in awaited]
    own = awaited.get(run.home.id) if run.home else None
    told = [it for it in overdue if it is not None]
    standing, why = _cut_off(cut_off) if cut_off else _standing(run, told, now, quiet)
    return Row(
        kept_as=kept_as,
        name=name,
        province=province,
        level=level,
        standing=standing,
        why=why,
        run=run,
        since=since,
        runs=failing,
        agencies=len(run.agencies),
        missing=len(awaited),
        awaited=own,
        last=ago(run.finished, now),
        page=f"{kept_as}/{run.run}.html",
    )


def _overdue(agency: AgencyYears, year: int, today: date, home: Home | None) -> str | None:
    """What to say of an agency whose report of *year* is not there; None for some days after its deadline."""
    late = today - (agency.deadline if year == agency.expected else agency.next_deadline)
    whose = "" if home is not None and agency.id == home.id else f"{agency.name}: "
    return f"{whose}no report of {year}, {late.days} days past the deadline" if late > _GRACE else None


def _standing(run: RunReport, overdue: Sequence[str], now: datetime, quiet: int) -> tuple[Standing, str]:
    warnings = [it.message for it in run.verdicts if it.status == "warning"]
    if run.outcome == "failure":
        return "failing", "; ".join(_failures(run))
    days = (now - datetime.fromisoformat(run.finished)).days
    if days > quiet:
        return "quiet", f"no run has ended for {days} days"
    if overdue:
        return "overdue", overdue[0] + (f"; and {len(overdue) - 1} more agencies" if len(overdue) > 1 else "")
    return ("warning", "; ".join(warnings)) if warnings else ("ok", "")


def _failures(run: RunReport) -> Iterator[str]:
    """Why a run failed: by site, then what no site's line says."""
    for site in run.sites:
        if site.failed:
            yield f"{site.site}: {site.reason or f'{site.errors} errors'}"
    for verdict in run.verdicts:
        if verdict.status == "failure" and verdict.monitor not in _OF_SITES:
            yield verdict.message


def _cut_off(runs: Sequence[str]) -> tuple[Standing, str]:
    which = "the last run" if len(runs) == 1 else f"the last {len(runs)} runs"
    return "failing", f"{which} left no report: killed, or the machine went down"


def _streak(run: RunReport | None, cut_off: Sequence[str]) -> tuple[str | None, int]:
    """Since when all runs have failed, up to *run* and to those *cut_off* after it, and how many these are."""
    if run is None or run.outcome != "failure":
        return (iso(started(cut_off[0])), len(cut_off)) if cut_off else (None, 0)
    since, count = run.finished, 1 + len(cut_off)
    for before in reversed([it for it in run.past if it.tells]):
        if not before.failed:
            break
        since, count = before.time, count + 1
    return since, count


def _urgency(row: Row) -> tuple[int, str, str]:
    """What needs a person first; of those that fail the newest, for the others are known."""
    newest = "".join(chr(0x10FFFF - ord(it)) for it in row.since) if row.since else ""
    return STANDINGS.index(row.standing), newest, row.kept_as


def _covered(title: str, rows: Sequence[Row]) -> Covered:
    crawled = [row for row in rows if row.run is not None]
    there = [row for row in crawled if row.awaited is None and row.run is not None and row.run.reports]
    failing = sum(row.standing == "failing" for row in rows)
    return Covered(title, len(rows), len(crawled), len(there), failing)


def standing_counts(found: Mapping[Standing, int]) -> str:
    """How many stand how, in a line."""
    return ", ".join(f"{count} {standing}" for standing, count in found.items())
