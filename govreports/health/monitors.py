"""What a run is judged by: small pure functions over its report, declared as data, all of them in force by default.

The setting ``MONITORS`` changes limits and severities, or takes a monitor out::

    MONITORS = {"requests_per_report": {"most": 8}, "expected_year": {"severity": "failure"}, "duration": None}

Those that say why a site failed follow the site's line (`sites.SiteLine`), which decides: their limits can be changed only.
What fails makes the exit code 1; what warns does not. Nothing passes for lack of anything to look at: that is *skipped*.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from govreports.advice import ADVICE
from govreports.health.drawing import span
from govreports.health.model import RunReport, Status, Verdict
from govreports.health.sites import SiteLine
from govreports.history import ENOUGH

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Gravity: TypeAlias = Literal["warning", "failure"]
Limits: TypeAlias = Mapping[str, float]

_MOST_NAMED: Final = 5
_MOST_COMPARED: Final = 5
"""How many earlier runs a duration is held against: one slow evening is no measure."""


class MonitorsError(ValueError):
    """The setting MONITORS names no monitor, or a limit that it does not have."""


class Judgement(NamedTuple):
    """Whether what a monitor looks at is in order; None where the run cannot tell."""

    good: bool | None
    message: str


@dataclass(frozen=True, slots=True)
class Monitor:
    """One thing that is looked at; *says* names it for people.

    Attributes:
        severity: what it means where it is not in order.
        limits: the figures that it is judged by, by name.
        whole: whether only a run that asked for all there is can tell.
        of_sites: whether it says why a site's line has failed.
    """

    name: str
    says: str
    severity: Gravity
    judge: Callable[[RunReport, Limits], Judgement]
    limits: Limits = field(default_factory=dict)
    whole: bool = False
    of_sites: bool = False

    def look(self, run: RunReport) -> Verdict:
        """What it says of *run*."""
        if self.whole and not run.is_whole:
            why = "a sample" if run.sample is not None else f"the run ended early ({run.reason})"
            return Verdict(monitor=self.name, status="skipped", message=f"{why}: it does not tell")
        good, message = self.judge(run, self.limits)
        status: Status = "skipped" if good is None else "ok" if good else self.severity
        return Verdict(monitor=self.name, status=status, message=message)


def _finished(run: RunReport, _limits: Limits) -> Judgement:
    if run.reason == "finished":
        return Judgement(True, f"the crawl came to its end in {span(run.seconds)}")
    if run.later:
        return Judgement(True, f"stopped on purpose ({run.reason}); the next run goes on where it ended")
    return Judgement(False, f"the crawl ended before its end: {run.reason}")


def _zero_reports(run: RunReport, _limits: Limits) -> Judgement:
    silent = [it.site for it in run.sites if it.failed and not it.reports]
    if silent:
        return Judgement(False, f"no report from {_named(silent)}")
    if put_off := [f"{it.site}: put off, {it.put_off}" for it in run.sites if it.put_off is not None]:
        return Judgement(None, _named(put_off))
    if run.reports:
        return Judgement(True, f"{run.reports} reports from {_count(len(run.sites), 'site')}")
    if run.sites and not any(it.failed for it in run.sites):
        return Judgement(None, "the site has left all lists that the spider knows")
    return Judgement(False, "no report came out")


def _less_than_before(run: RunReport, limits: Limits) -> Judgement:
    fewer = [f"{it.site}: {it.before} before, {it.reports} now" for it in run.sites if _counts_less(it)]
    if fewer:
        return Judgement(False, _named(fewer))
    if run.previous is None:
        return Judgement(None, "there is no good run before it")
    share = f"{limits['share']:.0%}"
    return Judgement(True, f"{run.reports} reports, {run.previous.reports} in the last good run; {share} are enough")


def _counts_less(site: SiteLine) -> bool:
    return site.failed and site.before is not None


def _errors(run: RunReport, _limits: Limits) -> Judgement:
    broken = [f"{it.site}: {_count(it.errors, 'error')}" for it in run.sites if it.errors]
    return Judgement(not broken, _named(broken) or "nothing broke")


def _obstacles(run: RunReport, _limits: Limits) -> Judgement:
    met = [f"{it.site}: {it.obstacle}{_helps(it.obstacle)}" for it in run.sites if it.obstacle is not None]
    return Judgement(not met, _named(met) or "nothing stood in the way")


def _helps(kind: str) -> str:
    return f" ({ADVICE[kind]})" if kind in ADVICE else ""


def _strays(run: RunReport, _limits: Limits) -> Judgement:
    stray = [f"{it.site}: reports lie on {_named(it.strays)}" for it in run.sites if it.failed and it.strays]
    return Judgement(not stray, _named(stray) or "no report lies on a host that is not asked")


def _platform(run: RunReport, _limits: Limits) -> Judgement:
    moved = [f"{it.site}: its list looks like {it.looks_like}" for it in run.sites if it.looks_like]
    return Judgement(not moved, _named(moved) or "the lists show the systems that the spider declares")


def _broken_records(run: RunReport, limits: Limits) -> Judgement:
    broken = run.invalid + run.broken_items
    if not run.reports + run.broken_items:
        return Judgement(None, "there is no record to look at")
    words = f"{run.invalid} records break the schema, {run.broken_items} publications broke a stage"
    return Judgement(broken <= limits["most"], words if broken else f"{run.reports} records keep to the schema")


def _required_fields(run: RunReport, limits: Limits) -> Judgement:
    if not run.reports:
        return Judgement(None, "there is no record to look at")
    lacking = [f"{it.of - it.present} of {it.of} lack {it.field}" for it in run.coverage if it.required]
    lacking = [words for words in lacking if not words.startswith("0 ")]
    words = f"{run.incomplete} of {run.reports} records: {', '.join(lacking)}" if lacking else "every record has them"
    return Judgement(run.incomplete <= limits["most"], words)


def _coverage(run: RunReport, limits: Limits) -> Judgement:
    before = run.previous
    if before is None or not before.coverage:
        return Judgement(None, "there is no good run before it that says")
    if min(run.reports, before.reports) < limits["at_least"]:
        return Judgement(None, f"shares of fewer than {limits['at_least']:.0f} reports say nothing")
    now = {it.field: it.share for it in run.coverage if it.of}
    fallen = [
        f"{name} {before.coverage[name]:.0%} → {share:.0%}"
        for name, share in now.items()
        if round(before.coverage.get(name, 0.0) - share, 6) >= limits["fall"]
    ]
    return Judgement(not fallen, _named(fallen) or f"no field is {limits['fall']:.0%} of the records rarer than before")


def _requests_per_report(run: RunReport, limits: Limits) -> Judgement:
    beyond = max(0, run.requests - run.list_pages)
    if run.requests < limits["at_least"] or not run.reports:
        return Judgement(None, f"{_count(run.requests, 'request')} are too few to tell, or there is no report")
    ratio = beyond / run.reports
    words = f"{ratio:.1f} requests a report beyond the {run.list_pages} pages of lists; {limits['most']:g} are the most"
    return Judgement(ratio <= limits["most"], words)


def _expected_year(run: RunReport, limits: Limits) -> Judgement:
    awaited = [it for it in run.agencies if it.is_awaited]
    if not awaited:
        return Judgement(None, "no agency is known of which a report is awaited")
    agencies = _count(len(awaited), "agency", "agencies")
    overdue = [it for it in awaited if it.is_overdue]
    if not overdue:
        years = sorted({it.expected for it in awaited})
        return Judgement(True, f"{agencies}, the report of {'/'.join(map(str, years))} is there")
    late = {it.id: (run.day - it.deadline).days for it in overdue}
    by_days = sorted(overdue, key=lambda it: -late[it.id])
    words = f"{len(overdue)} of {agencies} without the report that must be there: "
    words += _named(f"{it.name} {it.expected}, {late[it.id]} days past the deadline" for it in by_days)
    return Judgement(max(late.values()) <= limits["grace_days"], words)


def _extraction(run: RunReport, limits: Limits) -> Judgement:
    before, found = run.previous, run.extraction_findings
    if before is None or before.extraction is None or not before.reports or not run.reports:
        return Judgement(None, "there is no good run before it that says")
    now, then = found / run.reports, before.extraction / before.reports
    words = f"{found} findings that seem our reading's fault, {now:.2f} a report; {then:.2f} before"
    return Judgement(found < limits["at_least"] or now - then <= limits["rise"], words)


def _duration(run: RunReport, limits: Limits) -> Judgement:
    before = [it.seconds for it in run.past if it.is_good and it.seconds is not None][-_MOST_COMPARED:]
    if not before:
        return Judgement(None, "there is no good run before it that says")
    usual = median(before)
    words = f"{span(run.seconds)}; usually {span(usual)}"
    is_long = run.seconds > limits["times"] * usual and run.seconds - usual > limits["seconds"]
    return Judgement(not is_long, words)


def _gone(run: RunReport, limits: Limits) -> Judgement:
    if run.changes is None:
        return Judgement(None, "no ledger is kept")
    gone = run.changes.counts.get("gone", 0)
    words = f"{_count(gone, 'report')} {'is gone that was' if gone == 1 else 'are gone that were'} there before"
    return Judgement(gone <= limits["most"], words if gone else "no report is gone")


def _kept(run: RunReport, _limits: Limits) -> Judgement:
    lost = [f"{name}: {words}" for name, words in run.keeping_errors.items()]
    return Judgement(not lost, _named(lost) or "what was to be kept is kept")


def _cut_off(run: RunReport, limits: Limits) -> Judgement:
    runs = run.cut_off
    words = (
        f"{_count(len(runs), 'run')} before this one left no report (killed, or the machine went down): {_named(runs)}"
    )
    return Judgement(len(runs) <= limits["most"], words if runs else "every run before it has come to its end")


MONITORS: Final = (
    Monitor("finished", "The end of the crawl", "failure", _finished),
    Monitor("zero_reports", "Sites without a report", "failure", _zero_reports, of_sites=True),
    Monitor(
        "less_than_before",
        "Fewer reports than in the last good run",
        "failure",
        _less_than_before,
        MappingProxyType({"share": ENOUGH}),
        whole=True,
        of_sites=True,
    ),
    Monitor("errors", "Errors", "failure", _errors, of_sites=True),
    Monitor("obstacles", "Obstacles", "failure", _obstacles, of_sites=True),
    Monitor("strays", "Reports on hosts that are not asked", "failure", _strays, of_sites=True),
    Monitor("platform", "Another system than the declared one", "failure", _platform),
    Monitor(
        "broken_records", "Records that break the schema", "failure", _broken_records, MappingProxyType({"most": 0})
    ),
    Monitor(
        "required_fields",
        "Records without year, agency or title, or without tables although parsed",
        "failure",
        _required_fields,
        MappingProxyType({"most": 0}),
    ),
    Monitor(
        "coverage_lost",
        "Fields lost against before",
        "failure",
        _coverage,
        MappingProxyType({"fall": 0.3, "at_least": 5}),
        whole=True,
    ),
    Monitor(
        "coverage_fell",
        "Fields rarer than before",
        "warning",
        _coverage,
        MappingProxyType({"fall": 0.1, "at_least": 5}),
        whole=True,
    ),
    # A page, robots.txt's share, and two or three files: more are repeats, or a search that does not end.
    Monitor(
        "requests_per_report",
        "Requests a report",
        "warning",
        _requests_per_report,
        MappingProxyType({"most": 5, "at_least": 30}),
    ),
    # An agency may simply be late: a fact about it, and no fault of the crawl. So it warns, after some days of grace.
    Monitor(
        "expected_year",
        "Reports past their deadline",
        "warning",
        _expected_year,
        MappingProxyType({"grace_days": 14}),
        whole=True,
    ),
    Monitor(
        "extraction",
        "Doubts about our own reading",
        "warning",
        _extraction,
        MappingProxyType({"rise": 0.1, "at_least": 3}),
        whole=True,
    ),
    Monitor(
        "duration",
        "Duration",
        "warning",
        _duration,
        MappingProxyType({"times": 3, "seconds": 600}),
        whole=True,
    ),
    Monitor("gone", "Reports that are gone", "warning", _gone, MappingProxyType({"most": 0}), whole=True),
    Monitor("kept", "What could not be kept", "failure", _kept),
    # This run has made up for them.
    Monitor("cut_off", "Runs that were cut off", "warning", _cut_off, MappingProxyType({"most": 0})),
)
"""All there are, what matters most first."""


def monitors(changes: Mapping[str, Any] = MappingProxyType({})) -> tuple[Monitor, ...]:
    """The monitors in force with *changes*, the setting MONITORS.

    Raises:
        MonitorsError: it names what there is not, or softens what a site's line decides.
    """
    known = {it.name for it in MONITORS}
    if unknown := sorted(set(changes) - known):
        raise MonitorsError(
            f"MONITORS: no monitor is called {', '.join(unknown)}; there are {', '.join(sorted(known))}"
        )
    changed = (_changed(it, changes.get(it.name, {})) for it in MONITORS)
    return tuple(it for it in changed if it is not None)


def monitors_of(settings: "BaseSettings") -> tuple[Monitor, ...]:
    """The monitors in force by a crawl's settings.

    Raises:
        MonitorsError: as `monitors`.
    """
    try:
        changes = settings.getdict("MONITORS")
    except (ValueError, TypeError) as error:
        raise MonitorsError(f"MONITORS is a mapping, as JSON on the command line: {error}") from error
    return monitors(changes)


def enough_reports(settings: "BaseSettings") -> float:
    """What share of the reports of a site's last good run is enough, by a crawl's settings."""
    return next((it.limits["share"] for it in monitors_of(settings) if "share" in it.limits), ENOUGH)


def _changed(monitor: Monitor, change: Mapping[str, Any] | None) -> Monitor | None:
    if change is not None and not isinstance(change, Mapping):
        raise MonitorsError(f"MONITORS: {monitor.name} is a mapping of limits or null, not {change!r}")
    limits = dict(change) if change is not None else {}
    severity = limits.pop("severity", monitor.severity)
    if monitor.of_sites and (change is None or severity != monitor.severity):
        raise MonitorsError(f"MONITORS: {monitor.name} follows the sites' lines, and only its limits can be changed")
    if severity not in {"warning", "failure"}:
        raise MonitorsError(f"MONITORS: {monitor.name} can be a warning or a failure, not {severity!r}")
    for name, limit in limits.items():
        if name not in monitor.limits or isinstance(limit, bool) or not isinstance(limit, int | float):
            raise MonitorsError(f"MONITORS: {monitor.name} has no limit {name!r} that could be {limit!r}")
    return None if change is None else replace(monitor, severity=severity, limits={**monitor.limits, **limits})


def judge(run: RunReport, in_force: Iterable[Monitor] = MONITORS) -> tuple[Verdict, ...]:
    """What all monitors say of *run*, the worst first, and within that in their order."""
    order: list[Status] = ["failure", "warning", "ok", "skipped"]
    return tuple(sorted((it.look(run) for it in in_force), key=lambda it: order.index(it.status)))


def _named(words: Iterable[str]) -> str:
    """Some of *words*, and how many there are beyond them."""
    listed = list(words)
    more = [f"and {len(listed) - _MOST_NAMED} more"] if len(listed) > _MOST_NAMED else []
    return "; ".join([*listed[:_MOST_NAMED], *more])


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
