"""Runs that are made up, and records for them."""

from datetime import date
from pathlib import Path
from typing import Any

from govreports.agencies import directory
from govreports.health.model import AgencyYears, FieldCoverage, Home, RunReport, YearState
from govreports.health.monitors import MONITORS, judge
from govreports.health.sites import SiteLine
from govreports.history import PastRun, SiteThen
from govreports.publication import Capture, Publication
from govreports.records import Agency
from govreports.stages import process

HOST = "www.a.gov.cn"
BUREAU = "聊城市生态环境局"


def agency(name: str = BUREAU) -> Agency:
    """The agency of that name."""
    found = directory().find([name])
    assert found is not None
    return found


def record(name: str = BUREAU, year: int = 2024, **changed: Any) -> dict[str, Any]:
    """A record as the feed gets it, with *changed* fields."""
    page = (
        f"<html><title>{name}{year}年政府信息公开工作年度报告</title><body><p>一、总体情况</p><p>略。</p></body></html>"
    )
    capture = Capture(f"http://{HOST}/{year}.html", page.encode(), media_type="text/html")
    made = process(Publication(capture, home=agency())).to_dict()
    made |= {"agency": agency(name).model_dump(), "year": year, "title": f"{name}{year}年报"}
    return made | changed


def site(**changed: Any) -> SiteLine:
    """A site in order."""
    usual: dict[str, Any] = {"site": HOST, "pages": 30, "reports": 20, "findings": 3, "errors": 0, "list_pages": 2}
    return SiteLine(**{**usual, "obstacle": None, "retired": False, **changed})


def years(name: str = BUREAU, expected: int = 2025, **states: YearState) -> AgencyYears:
    """An agency's years, given as ``y2024="present"``."""
    of = agency(name)
    told = {int(year[1:]): state for year, state in states.items()}
    return AgencyYears(
        id=of.id,
        name=of.name,
        expected=expected,
        deadline=date(expected + 1, 1, 31),
        next_deadline=date(expected + 2, 1, 31),
        bound=True,
        years=told,
    )


def past(*, time: str = "2026-01-20T03:00:00Z", ok: bool = True, **changed: Any) -> PastRun:
    """A run before, in order unless told otherwise."""
    usual: dict[str, Any] = {"reports": 20, "errors": 0, "requests": 40, "seconds": 200.0, "extraction": 0}
    told = {**usual, "outcome": "ok" if ok else "failure", "coverage": {"published_date": 1.0}, **changed}
    return PastRun(time=time, sites={HOST: SiteThen(reports=told["reports"], pages=30, ok=ok)}, **told)


def run(**changed: Any) -> RunReport:
    """A run in order, with *changed* fields and without verdicts."""
    usual: dict[str, Any] = {
        "run": "20260220T030000Z",
        "spider": "a",
        "keeps_as": "a",
        "software": "govreports",
        "home": Home.model_validate(agency(), from_attributes=True),
        "started": "2026-02-20T03:00:00Z",
        "finished": "2026-02-20T03:10:00Z",
        "day": date(2026, 2, 20),
        "reason": "finished",
        "seconds": 210.0,
        "requests": 42,
        "received": 1_000_000,
        "list_pages": 2,
        "reports": 20,
        "different": 20,
        "sites": (site(),),
        "coverage": (
            FieldCoverage(field="title", present=20, of=20, required=True),
            FieldCoverage(field="published_date", present=20, of=20),
        ),
        "agencies": (years(y2024="present", y2025="present"),),
        "past": (past(),),
    }
    return RunReport(**{**usual, **changed})


def judged(**changed: Any) -> RunReport:
    """The same, judged by all monitors."""
    made = run(**changed)
    return made.model_copy(update={"verdicts": judge(made, MONITORS)})


def written(folder: Path, report: RunReport, page: str = "<p>page</p>", keep: int = 9) -> Path:
    """*report* where runs lie below *folder*; the page's path."""
    from govreports.health.reports import write_report  # noqa: PLC0415  # most tests write nothing

    return write_report(folder / "runs", report, page, keep)
