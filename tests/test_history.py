"""What a site gave before, and when it now gives less."""

from pathlib import Path

import pytest

from govreports.history import History


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
