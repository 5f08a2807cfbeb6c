"""A run as a page that people read, and all sites as another: HTML that asks for nothing and runs no script.

All text goes through the templates' escaping: titles and names come from the sites.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from govreports.advice import ADVICE
from govreports.health import drawing
from govreports.health.drawing import Chart, bars, number, span
from govreports.health.model import FINISHED, AgencyYears, FindingCount, RunReport
from govreports.health.monitors import MONITORS
from govreports.health.reports import INDEX
from govreports.history import PastRun
from govreports.rules import load_rules

if TYPE_CHECKING:
    from govreports.health.overview import Overview

_MOST_ROWS: Final = 40
"""How many agencies stand in the grid of years before it is to be opened."""
_MOST_YEARS: Final = 20


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at the top of a page; *look* is how it is coloured."""

    title: str
    value: str
    note: str = ""
    look: str = ""


def run_page(run: RunReport) -> str:
    """The page about one run."""
    history = (*run.past, run.as_past())
    agencies = _by_need(run.agencies)
    years = _years(run.agencies)
    return (
        _environment()
        .get_template("run.html.j2")
        .render(
            run=run,
            root="../" * (run.keeps_as.count("/") + 1),
            index=INDEX,
            headline=_headline(run),
            tiles=_tiles(run),
            says={it.name: it.says for it in MONITORS},
            advice=ADVICE,
            agencies=agencies,
            shown=_MOST_ROWS,
            years=years,
            years_note=_years_note(run),
            findings=_findings(run.findings),
            titles={name: rule.title for name, rule in load_rules().items()},
            history=history,
            charts=_charts(history),
            ratio=_ratio(run),
        )
    )


def overview_page(overview: "Overview", base: str = "") -> str:
    """The page about all sites, from which an operator starts; *base* leads from it to the room of runs."""
    return _environment().get_template("overview.html.j2").render(overview=overview, base=base, advice=ADVICE)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("govreports.health"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("span", "size", "number", "moment", "web"):
        environment.filters[name] = getattr(drawing, name)
    return environment


def _headline(run: RunReport) -> str:
    """What became of the run, in a sentence."""
    counts = Counter(str(it.status) for it in run.verdicts)
    if run.outcome == "ok":
        return "Every monitor that could tell found it in order."
    words = {"failure": ("fails", "fail"), "warning": ("warns", "warn")}
    parts = [f"{counts[it]} {one if counts[it] == 1 else many}" for it, (one, many) in words.items() if counts[it]]
    return f"Of {len(run.verdicts)} monitors {', '.join(parts)}."


def _tiles(run: RunReport) -> list[Tile]:
    before = run.previous
    then = f"{number(before.reports)} in the last good run" if before is not None else "no good run before it"
    changes = run.changes.counts if run.changes is not None else {}
    awaited = [it for it in run.agencies if it.is_awaited]
    met = sum(not it.is_overdue for it in awaited)
    years = sorted({it.expected for it in awaited})
    tiles = [Tile("Reports", number(run.reports), then, "failure" if not run.reports else "")]
    if changes:
        moved = f"{number(changes.get('changed', 0))} changed, {number(changes.get('gone', 0))} gone"
        tiles.append(Tile("New", number(changes.get("new", 0)), moved))
    if years:
        expected = f"of {len(awaited)} {'agency' if len(awaited) == 1 else 'agencies'} that must have it"
        tiles.append(Tile(f"Report of {years[-1]}", number(met), expected, "warning" if met < len(awaited) else ""))
    failed = sum(it.failed for it in run.sites)
    tiles += [
        Tile("Sites failed", number(failed), f"of {len(run.sites)}", "failure" if failed else ""),
        Tile("Errors", number(run.errors), f"{run.broken_items} broken records", "failure" if run.errors else ""),
        Tile("Requests", number(run.requests), f"{drawing.size(run.received)} received"),
        Tile("Took", span(run.seconds), f"{span(before.seconds)} before" if before and before.seconds else ""),
    ]
    return tiles


def _by_need(agencies: Sequence[AgencyYears]) -> list[AgencyYears]:
    """The overdue first, then those with gaps; otherwise in their order."""
    return sorted(agencies, key=lambda it: (not it.is_overdue, "missing" not in it.years.values()))


def _years(agencies: Sequence[AgencyYears]) -> list[int]:
    known = {year for it in agencies for year in it.years}
    return list(range(max(min(known), max(known) - _MOST_YEARS + 1), max(known) + 1)) if known else []


def _years_note(run: RunReport) -> str:
    if not run.agencies:
        return ""
    states = Counter(str(state) for it in run.agencies for state in it.years.values())
    words = {"late": "late", "missing": "missing", "overdue": "overdue"}
    told = [f"{states['present'] + states['late']} published"]
    return ", ".join([*told, *(f"{states[it]} {word}" for it, word in words.items() if states[it])])


def _findings(found: Sequence[FindingCount]) -> list[FindingCount]:
    order = ["error", "warning", "info"]
    return sorted(found, key=lambda it: (order.index(it.severity) if it.severity in order else 3, -it.count))


def _charts(history: Sequence[PastRun]) -> list[Chart]:
    looks = [_look(it) for it in history]
    days = [drawing.moment(it.time) for it in history]

    def chart(title: str, values: Sequence[float | None], shown: Sequence[str]) -> Chart:
        titles = [f"{day}: {words}" for day, words in zip(days, shown, strict=True)]
        return Chart(title, shown[-1], bars(values, titles, looks))

    return [
        chart("Reports", [it.reports for it in history], [number(it.reports) for it in history]),
        chart(
            "Errors", [it.errors for it in history], ["–" if it.errors is None else str(it.errors) for it in history]
        ),
        chart("Duration", [it.seconds for it in history], [span(it.seconds) for it in history]),
    ]


def _look(run: PastRun) -> str:
    if run.reason != FINISHED:
        return "skipped"
    return run.outcome or ("failure" if run.failed else "ok")


def _ratio(run: RunReport) -> str:
    if not run.reports:
        return ""
    beyond = max(0, run.requests - run.list_pages) / run.reports
    return f"{beyond:.1f} requests a report, beyond the {number(run.list_pages)} pages of lists."
