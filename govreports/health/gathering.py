"""Counts what a run gives, record by record and answer by answer: the memory does not grow with their number.

What is named one by one (agencies, examples) is named up to a limit, and counted beyond it.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from govreports.deadlines import FIRST_YEAR, deadline, expected_year, is_bound
from govreports.forms import load_forms
from govreports.health.model import AgencyYears, FieldCoverage, FindingCount, HostTiming, Incomplete, YearState
from govreports.reading.dates import find_date
from govreports.records import Agency, Report

MOST_AGENCIES: Final = 500
_MOST_EXAMPLES: Final = 10
_MOST_HOSTS: Final = 100
_SILENT: Final = 3
"""After so many years without a report an agency that is not the site's own counts as no more."""
_STEP: Final = math.log(1.1)
"""Latencies are counted in steps of a tenth: the median is right to 5 %."""
_SHORTEST: Final = 1e-4
# Where a date can be relied on as the day of publication; an address bears the day of filing, often of a move.
_TOLD: Final = frozenset({"block", "meta", "list"})

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a record has or lacks; *present* says which, or None where the record cannot have it."""

    name: str
    present: Callable[[Record], bool | None]
    required: bool = False


@cache
def _tables_of(form: str | None) -> tuple[str, ...]:
    return next((it.tables for it in load_forms() if it.id == form), ())


def _table(name: str) -> Callable[[Record], bool | None]:
    """Whether the table is there, of records whose form has it."""
    return lambda record: bool(record["tables"][name]) if name in _tables_of(record["form"]) else None


def _has_tables(record: Record) -> bool | None:
    """Whether any table is there, of records that are said to be parsed."""
    return any(record["tables"].values()) if record["tables_state"] == "parsed" else None


FIELDS: Final = (
    Field("year", lambda record: record["year"] is not None, required=True),
    Field("agency", lambda record: record["agency"] is not None, required=True),
    Field("title", lambda record: bool(record["title"]), required=True),
    Field("tables where parsed", _has_tables, required=True),
    Field("agency's place", lambda record: bool((record["agency"] or {}).get("region_code"))),
    Field("published_date", lambda record: bool(record["metadata"]["published_date"])),
    Field("index_number", lambda record: bool(record["metadata"]["index_number"])),
    Field("publisher", lambda record: bool(record["metadata"]["publisher"])),
    Field("sections", lambda record: bool(record["body"]["sections"])),
    Field("form", lambda record: bool(record["form"])),
    Field("tables parsed", lambda record: record["tables_state"] == "parsed"),
    Field("table proactive", _table("proactive")),
    Field("table requests", _table("requests")),
    Field("table disputes", _table("disputes")),
    Field("annex", _table("annex")),
)
"""What is looked for in every record."""


class Latencies:
    """Seconds, counted by size."""

    def __init__(self) -> None:
        self._steps: Counter[int] = Counter()

    def add(self, seconds: float) -> None:
        """Count one."""
        self._steps[round(math.log(max(seconds, _SHORTEST)) / _STEP)] += 1

    @property
    def median(self) -> float | None:
        """The lower median, to 5 %; None of nothing."""
        half = (self._steps.total() + 1) // 2
        for step, count in sorted(self._steps.items()):
            half -= count
            if half <= 0:
                return math.exp(step * _STEP)
        return None


class _Host:
    def __init__(self) -> None:
        self.requests = self.received = 0
        self.latencies = Latencies()


class _Years:
    """An agency's reports met so far."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.met: dict[int, bool] = {}
        """Whether a year's report was late."""

    def add(self, year: int, *, late: bool) -> None:
        self.met[year] = self.met.get(year, True) and late


class Tally:
    """A run, counted as it goes."""

    def __init__(self) -> None:
        self.records = self.incomplete = self.invalid = 0
        self.examples: list[Incomplete] = []
        self._present: Counter[str] = Counter()
        self._of: Counter[str] = Counter()
        self._findings: Counter[tuple[str, str, str]] = Counter()
        self._agencies: dict[str, _Years] = {}
        self._agencies_left_out: set[int] = set()
        self._hosts: dict[str, _Host] = {}

    def add(self, record: Record) -> None:
        """Count a record as a feed gets it."""
        self.records += 1
        try:
            Report.model_validate(record, strict=True)
        except ValidationError as error:
            # A stage of somebody's own may have changed it after it was made.
            self.invalid += 1
            self._example(record, {".".join(map(str, it["loc"])) for it in error.errors()})
            return
        lacks = set()
        for field in FIELDS:
            present = field.present(record)
            if present is not None:
                self._of[field.name] += 1
                self._present[field.name] += present
                if field.required and not present:
                    lacks.add(field.name)
        if lacks:
            self.incomplete += 1
            self._example(record, lacks)
        self._findings.update((it["rule"], it["severity"], it["fault"]) for it in record["findings"])
        self._place(record)

    def asked(self, host: str) -> None:
        """Count a request that goes out to *host*."""
        self._host(host).requests += 1

    def answered(self, host: str, received: int, seconds: float | None) -> None:
        """Count an answer of so many bytes; *seconds* is None where it came from no network."""
        told = self._host(host)
        told.received += received
        if seconds is not None:
            told.latencies.add(seconds)

    @property
    def coverage(self) -> tuple[FieldCoverage, ...]:
        """The share of records that have each field."""
        return tuple(
            FieldCoverage(field=it.name, present=self._present[it.name], of=self._of[it.name], required=it.required)
            for it in FIELDS
        )

    @property
    def findings(self) -> tuple[FindingCount, ...]:
        """What the rules found, most frequent first."""
        return tuple(
            FindingCount(rule=rule, severity=severity, fault=fault, count=count)
            for (rule, severity, fault), count in self._findings.most_common()
        )

    @property
    def hosts(self) -> tuple[HostTiming, ...]:
        """What each host was asked, the most asked first."""
        listed = sorted(self._hosts.items(), key=lambda it: (-it[1].requests, it[0]))
        return tuple(
            HostTiming(host=host, requests=it.requests, received=it.received, median_latency=it.latencies.median)
            for host, it in listed
        )

    @property
    def agencies_left_out(self) -> int:
        """How many agencies `agencies` does not name."""
        return len(self._agencies_left_out)

    def agencies(self, home: Agency | None, today: date) -> tuple[AgencyYears, ...]:
        """Which years are there of each agency, *home* first, then by id; *home* also where there are none."""
        first = [_Years(home)] if home is not None and home.id not in self._agencies and not self._agencies else []
        listed = sorted(self._agencies.values(), key=lambda it: (home is None or it.agency.id != home.id, it.agency.id))
        return tuple(
            _agency_years(it, today, is_home=home is not None and it.agency.id == home.id) for it in [*first, *listed]
        )

    def _example(self, record: Record, fields: set[str]) -> None:
        if len(self.examples) < _MOST_EXAMPLES:
            source = record.get("source") or {}
            report_id, url = str(record.get("report_id")), str(source.get("url", ""))
            self.examples.append(Incomplete(report_id=report_id, url=url, fields=tuple(sorted(fields))))

    def _place(self, record: Record) -> None:
        """Note whose report of which year it is, and whether it was late."""
        if record["agency"] is None or record["year"] is None:
            return
        agency = Agency.model_validate(record["agency"])
        if agency.id not in self._agencies:
            if len(self._agencies) >= MOST_AGENCIES:
                # Numbers in the place of names: a few bytes an agency.
                self._agencies_left_out.add(hash(agency.id))
                return
            self._agencies[agency.id] = _Years(agency)
        self._agencies[agency.id].add(record["year"], late=_is_late(agency, record["year"], record["metadata"]))

    def _host(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _MOST_HOSTS:
            host = "others"
        return self._hosts.setdefault(host, _Host())


def _is_late(agency: Agency, year: int, metadata: Mapping[str, Any]) -> bool:
    """Whether it was published after its deadline, but before the next one's year: sites that move publish all again."""
    day = find_date(metadata["published_date"]) if metadata["published_date"] else None
    is_told = day is not None and metadata["published_date_from"] in _TOLD
    return is_told and day is not None and deadline(agency, year) < day <= date(year + 1, 12, 31)


def _agency_years(years: _Years, today: date, *, is_home: bool) -> AgencyYears:
    expected = expected_year(years.agency, today)
    # Offices are merged and renamed: of one that is silent for years nothing is expected, unless the site is its own.
    is_awaited = is_home or max(years.met, default=0) >= expected - _SILENT
    return AgencyYears(
        id=years.agency.id,
        name=years.agency.name,
        expected=expected,
        deadline=deadline(years.agency, expected),
        next_deadline=deadline(years.agency, expected + 1),
        bound=is_bound(years.agency),
        years=dict(_states(years.met, expected if is_awaited else None)),
    )


def _states(met: Mapping[int, bool], expected: int | None) -> Iterator[tuple[int, YearState]]:
    """The state of every year from the first that is there to the last that is or, where one is *expected*, must be."""
    if not met and expected is not None:
        yield expected, "overdue"
    latest = max(met, default=0)
    for year in range(max(min(met, default=0), FIRST_YEAR - 1), max(latest, expected or 0) + 1) if met else ():
        if year in met:
            yield year, "late" if met[year] else "present"
        else:
            yield year, "missing" if year < latest else "overdue"
