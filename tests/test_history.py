"""What a site gave before, and when it now gives less."""

from pathlib import Path

import pytest

from govreports.history import History, PastRun, SiteThen


def _told(reports: int, *, ok: bool = True) -> dict[str, dict[str, object]]:
    return {"a.gov.cn": {"reports": reports, "pages": 9, "ok": ok}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a history is kept; its folder is not there yet."""
    return tmp_path / "history" / "a.jsonl"


def test_a_site_without_a_past_falls_short_of_nothing(path: Path) -> None:
    assert History(path).shortfall("a.gov.cn", 0) is None


@pytest.mark.parametrize(
    ("reports", "shortfall"),
    [(20, None), (16, None), (15, "20 reports on 2026-01-10"), (0, "20 reports on 2026-01-10")],
)
def test_less_than_four_fifths_of_before_is_a_shortfall(path: Path, reports: int, shortfall: str | None) -> None:
    History(path).add("2026-01-10T03:00:00Z", _told(20))
    assert History(path).shortfall("a.gov.cn", reports) == shortfall


def test_runs_that_failed_lower_no_expectation(path: Path) -> None:
    History(path).add("2026-01-10T03:00:00Z", _told(20))
    History(path).add("2026-01-11T03:00:00Z", _told(3, ok=False))
    assert History(path).shortfall("a.gov.cn", 3) == "20 reports on 2026-01-10"


def test_a_run_killed_while_writing_costs_its_own_line_alone(path: Path) -> None:
    History(path).add("2026-01-10T03:00:00Z", _told(20))
    with path.open("ab") as file:
        file.write(b'{"time": "2026-01-11T03:0')
    History(path).add("2026-01-12T03:00:00Z", _told(30))
    assert History(path).shortfall("a.gov.cn", 3) == "30 reports on 2026-01-12"
    assert len(path.read_text("utf-8").splitlines()) == 3


def test_half_a_line_may_end_within_a_letter(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes('{"time": "2026-01-11T03:00:00Z", "sites": {"聊'.encode()[:-1])
    History(path).add("2026-01-12T03:00:00Z", _told(30))
    assert [run.reports for run in History(path).runs] == [30]


def test_lines_of_older_versions_stay_readable_and_newer_ones_say_more(path: Path) -> None:
    History(path).add("2025-01-10T03:00:00Z", _told(20))
    new = PastRun(time="2026-01-10T03:00:00Z", sites={"a.gov.cn": SiteThen(reports=21, ok=True)}, outcome="warning")
    History(path).keep(new.model_copy(update={"reports": 21, "seconds": 12.5}))
    old, kept = History(path).runs
    assert (old.reports, old.outcome, old.seconds, old.is_good) == (20, None, None, True)
    assert (kept.reports, kept.outcome, kept.seconds, kept.is_good) == (21, "warning", 12.5, True)


def test_a_run_that_was_cut_short_is_no_measure(path: Path) -> None:
    History(path).add("2026-01-10T03:00:00Z", _told(20))
    History(path).add("2026-01-11T03:00:00Z", _told(3), reason="shutdown", outcome="warning")
    assert not History(path).runs[-1].is_good
    assert History(path).shortfall("a.gov.cn", 3) == "20 reports on 2026-01-10"


def test_how_much_is_enough_can_be_said(path: Path) -> None:
    History(path).add("2026-01-10T03:00:00Z", _told(20))
    assert History(path, enough=0.5).shortfall("a.gov.cn", 10) is None
