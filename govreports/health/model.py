"""What is kept of a run: ``<run>.json`` in the room *runs*. Facts and verdicts; how it looks is the business of `pages`.

The models are read again by later versions: what they do not know they pass over, and a new field has a default.
"""

from datetime import date
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from govreports.health.sites import SiteLine
from govreports.history import PastRun, SiteThen

REPORT_VERSION: Final = 1
"""Counts up where a field changes its meaning; a reader of another version than its own should say so."""

Status: TypeAlias = Literal["ok", "skipped", "warning", "failure"]
"""Of one judgement; *skipped* where the run cannot tell: a sample, one without a past, one that was stopped."""

Outcome: TypeAlias = Literal["ok", "warning", "failure"]
"""Of a whole run: the worst of its judgements."""

YearState: TypeAlias = Literal["present", "late", "missing", "overdue"]
"""Of an agency's report of a year: *late* was published after its deadline; *missing* lies between years that are there;
*overdue* is not there although its deadline has passed, and nothing after it is."""

FINISHED: Final = "finished"
"""Scrapy's word for a crawl that has asked for all there is."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Verdict(_Model):
    """What one monitor says of the run, in a sentence with numbers."""

    monitor: str
    status: Status
    message: str


class FieldCoverage(_Model):
    """How many records have a field, of those that can have it."""

    field: str
    present: int
    of: int
    required: bool = False

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 where no record can have it."""
        return self.present / self.of if self.of else 1.0


class Incomplete(_Model):
    """A record that lacks what every record must have, or breaks the schema (*fields* are then places in it)."""

    report_id: str
    url: str
    fields: tuple[str, ...]


class AgencyYears(_Model):
    """Which reports of an agency the run has met, by year; *expected* is the latest that must be there."""

    id: str
    name: str
    expected: int
    deadline: date
    """Of the report of that year."""
    next_deadline: date
    """Of the report of the year after it."""
    bound: bool
    """Whether the law names that day (govreports.deadlines)."""
    years: dict[int, YearState]

    @property
    def is_awaited(self) -> bool:
        """Whether a report of the expected year must be there: of an agency that is silent for years none must."""
        return max(self.years, default=0) >= self.expected

    @property
    def is_overdue(self) -> bool:
        """Whether its report of the expected year is not there."""
        return self.years.get(self.expected) == "overdue"

    def awaited(self, today: date) -> int | None:
        """The latest year whose report must be there on *today*, which may be long after the run, and was not met."""
        if self.is_awaited and today > self.next_deadline and self.expected + 1 not in self.years:
            return self.expected + 1
        return self.expected if self.is_overdue else None


class FindingCount(_Model):
    """How often a rule was broken in a run, of one severity and fault."""

    rule: str
    severity: str
    fault: str
    count: int


class HostTiming(_Model):
    """What was asked of a host: *median_latency* is in seconds, None where nothing was answered over the network."""

    host: str
    requests: int
    received: int
    """Bytes of bodies as they came over the network."""
    median_latency: float | None


class ChangedReport(_Model):
    """A report that the ledger has something to say of."""

    kind: str
    report_id: str
    title: str | None = None
    url: str | None = None


class Changes(_Model):
    """How the run differs from what was known before it, by kind (new, changed, unchanged, gone, unseen)."""

    counts: dict[str, int]
    reports: tuple[ChangedReport, ...] = ()
    """Those that are no longer what they were, up to a limit; *left_out* are not named."""
    left_out: int = 0


class Home(_Model):
    """Whose site the spider reads."""

    id: str
    name: str
    level: str | None = None
    region_code: str | None = None


class RunReport(_Model):
    """One run of one spider."""

    version: int = REPORT_VERSION
    run: str
    spider: str
    keeps_as: str
    software: str
    home: Home | None = None
    started: str
    """ISO times in UTC."""
    finished: str
    day: date
    """The day in China by which deadlines are judged."""
    reason: str
    """Scrapy's word for how the crawl ended."""
    exit_code: int = 0
    """What the process is to exit with, as far as this crawl goes (govreports.exits)."""
    later: bool = False
    """Whether the crawl was stopped on purpose, and the next one goes on."""
    sample: int | None = None
    seconds: float = 0.0
    requests: int = 0
    received: int = 0
    """Bytes of bodies as they came over the network."""
    archive: dict[str, int] = Field(default_factory=dict)
    """How many answers were new to the archive, the same as kept, not modified, and not asked for again (fresh)."""
    list_pages: int = 0
    reports: int = 0
    """Records that came out, copies included."""
    different: int = 0
    """How many reports these are."""
    errors: int = 0
    broken_items: int = 0
    """Publications that a stage failed on: they are among the errors."""
    sites: tuple[SiteLine, ...] = ()
    troubles: tuple[str, ...] = ()
    """What broke, in words."""
    coverage: tuple[FieldCoverage, ...] = ()
    incomplete: int = 0
    invalid: int = 0
    examples: tuple[Incomplete, ...] = ()
    """Some of the incomplete and invalid."""
    agencies: tuple[AgencyYears, ...] = ()
    agencies_left_out: int = 0
    findings: tuple[FindingCount, ...] = ()
    hosts: tuple[HostTiming, ...] = ()
    changes: Changes | None = None
    keeping_errors: dict[str, str] = Field(default_factory=dict)
    """What of the run could not be kept, by the stat that says so (archive/error, ledger/error)."""
    settings: dict[str, str] = Field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    cut_off: tuple[str, ...] = ()
    """The runs since the last report that left none: they were killed, or the machine went down."""
    past: tuple[PastRun, ...] = ()
    """The last runs before this one, oldest first."""

    @property
    def outcome(self) -> Outcome:
        """The worst of its verdicts."""
        found = {verdict.status for verdict in self.verdicts}
        return "failure" if "failure" in found else "warning" if "warning" in found else "ok"

    @property
    def previous(self) -> PastRun | None:
        """The last good run before this one."""
        return next((run for run in reversed(self.past) if run.is_good), None)

    @property
    def before(self) -> PastRun | None:
        """The last run before this one that says how the site stands, well or not."""
        return next((run for run in reversed(self.past) if run.tells), None)

    @property
    def is_whole(self) -> bool:
        """Whether it asked for all there is: only then does what it lacks say something."""
        return self.sample is None and self.reason == FINISHED

    @property
    def extraction_findings(self) -> int:
        """How many findings seem to be our own reading's fault."""
        return sum(found.count for found in self.findings if found.fault == "extraction")

    def as_past(self) -> PastRun:
        """What the history keeps of it."""
        return PastRun(
            time=self.finished,
            sites={it.site: SiteThen(reports=it.reports, pages=it.pages, ok=not it.failed) for it in self.sites},
            run=self.run,
            reason=self.reason,
            outcome=self.outcome,
            failing=tuple(it.monitor for it in self.verdicts if it.status == "failure"),
            reports=self.reports,
            errors=self.errors,
            requests=self.requests,
            received=self.received,
            seconds=round(self.seconds, 1),
            extraction=self.extraction_findings,
            coverage={it.field: round(it.share, 4) for it in self.coverage if it.of},
        )
