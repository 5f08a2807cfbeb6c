"""What past runs come to, from what they left."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govreports.history import History
from govreports.scheduling.due import Past
from govreports.scheduling.past import newest_in, past_from, past_of


def _run(day: int, *, ok: bool = True, **more: Any) -> dict[str, Any]:
    sites = {"a.gov.cn": {"reports": 7, "pages": 9, "ok": True}, "b.gov.cn": {"reports": 7, "pages": 9, "ok": ok}}
    return {"time": f"2026-01-{day:02}T23:30:00Z", "sites": sites, **more}


@pytest.mark.parametrize(
    ("runs", "past"),
    [
        ([], Past()),
        ([_run(3)], Past(date(2026, 1, 3))),
        ([_run(3), _run(5, ok=False)], Past(date(2026, 1, 5), failures=1)),
        ([_run(3, ok=False), _run(5, ok=False)], Past(date(2026, 1, 5), failures=2)),
        ([_run(3, ok=False), _run(5)], Past(date(2026, 1, 5))),
        # A run that was stopped says nothing of the site, for better or worse.
        ([_run(3, ok=False), _run(5, ok=False, reason="shutdown")], Past(date(2026, 1, 5), 1, cut_short=True)),
        ([_run(3, reason="shutdown"), _run(5, reason="finished")], Past(date(2026, 1, 5))),
    ],
)
def test_runs_come_to_a_last_day_and_failures_in_a_row(runs: list[dict[str, Any]], past: Past) -> None:
    assert past_from(runs) == past


def test_the_history_that_crawls_write_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "history" / "a.jsonl"
    assert past_of(path, tmp_path / "runs") == Past()
    History(path).add("2026-01-10T03:00:00Z", {"a.gov.cn": {"reports": 3, "pages": 4, "ok": True}})
    History(path).add("2026-01-11T03:00:00Z", {"a.gov.cn": {"reports": 0, "pages": 1, "ok": False}})
    assert past_of(path, tmp_path / "runs") == Past(date(2026, 1, 11), failures=1)
    with path.open("ab") as file:
        file.write(b'{"time": "2026-01-12T03:0')
    assert past_of(path, tmp_path / "runs") == Past(date(2026, 1, 11), failures=1)


def _report(folder: Path, run: str, years: dict[str, str], **changes: Any) -> None:
    own, other = {"id": "371500-sthjj", "years": years}, {"id": "371500-zf", "years": {"2030": "present"}}
    told = {"sample": None, "reason": "finished", "home": {"id": "371500-sthjj"}, "agencies": [other, own], **changes}
    folder.mkdir(exist_ok=True)
    (folder / f"{run}.json").write_text(json.dumps(told), "utf-8")


def test_the_latest_year_is_the_agencys_own_of_the_last_whole_run(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    assert newest_in(folder) is None
    _report(folder, "20260110T030405Z", {"2023": "present", "2024": "late", "2025": "overdue"})
    assert newest_in(folder) == 2024
    _report(folder, "20260111T030405Z", {"2025": "present"}, reason="shutdown")
    _report(folder, "20260112T030405Z", {"2025": "present"}, sample=3)
    (folder / "20260113T030405Z.json").write_text('{"sample": null, "reas')
    (folder / "20260114T030405Z.json").write_text("[]")
    assert newest_in(folder) == 2024


def test_a_run_without_a_home_knows_no_year(tmp_path: Path) -> None:
    _report(tmp_path / "runs", "20260110T030405Z", {}, home=None)
    assert newest_in(tmp_path / "runs") is None
