"""How all sites stand, and what is urgent."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govreports.cli import main
from govreports.health.model import RunReport
from govreports.health.overview import Known, Overview, Row, overview
from govreports.health.reports import last_reports
from tests.health.made import agency, judged, past, site, written, years

_NOW = datetime(2026, 2, 21, tzinfo=UTC)


def _of(*reports: RunReport, now: datetime = _NOW) -> Overview:
    return overview([Known(name, agency()) for name in "abcdef"], reports, now)


def _row(found: Overview, name: str) -> Row:
    (row,) = [it for it in found.rows if it.kept_as == name]
    return row


def test_what_needs_a_person_comes_first() -> None:
    found = _of(
        judged(keeps_as="a"),
        judged(keeps_as="b", requests=900),
        judged(keeps_as="c", agencies=(years(y2024="present", y2025="overdue"),)),
        judged(keeps_as="d", finished="2025-11-20T03:00:00Z"),
        judged(keeps_as="e", sites=(site(errors=2),)),
    )
    stand = [(row.kept_as, row.standing) for row in found.rows]
    assert stand == [
        ("e", "failing"),
        ("d", "quiet"),
        ("c", "overdue"),
        ("b", "warning"),
        ("f", "never"),
        ("a", "ok"),
    ]
    assert found.counts == {"failing": 1, "quiet": 1, "overdue": 1, "warning": 1, "never": 1, "ok": 1}


def test_who_fails_says_since_when_and_the_newest_stands_first() -> None:
    before = (past(), past(time="2026-01-27T03:00:00Z", ok=False), past(time="2026-02-03T03:00:00Z", ok=False))
    wrong = {"sites": (site(obstacle="waf_jsl", reports=0),), "reports": 0}
    found = _of(judged(keeps_as="a", past=before, **wrong), judged(keeps_as="b", past=(past(),), **wrong))
    assert [row.kept_as for row in found.rows[:2]] == ["b", "a"]
    assert (_row(found, "a").since, _row(found, "a").runs) == ("2026-01-27T03:00:00Z", 3)
    assert (_row(found, "b").since, _row(found, "b").runs) == ("2026-02-20T03:10:00Z", 1)
    assert _row(found, "a").why == "www.a.gov.cn: waf_jsl"
    assert [(kind, len(rows)) for kind, rows in found.obstacles] == [("waf_jsl", 2)]


def test_a_deadline_that_passed_since_the_last_run_counts() -> None:
    ended = judged(keeps_as="a", finished="2027-01-20T03:00:00Z")
    assert _row(_of(ended, now=datetime(2027, 2, 1, tzinfo=UTC)), "a").awaited == 2026
    assert _row(_of(ended, now=datetime(2027, 2, 1, tzinfo=UTC)), "a").standing == "ok"
    late = _row(_of(ended, now=datetime(2027, 2, 20, tzinfo=UTC)), "a")
    assert (late.standing, late.why) == ("overdue", "no report of 2026, 20 days past the deadline")


def test_places_and_levels_are_counted() -> None:
    found = _of(judged(keeps_as="a"), judged(keeps_as="b", agencies=(years(y2024="present", y2025="overdue"),)))
    (province,) = found.by_province
    assert (province.title, province.spiders, province.crawled, province.there) == ("山东", 6, 2, 1)
    assert [it.title for it in found.by_level] == ["prefecture"]


def test_runs_that_were_killed_are_failures_though_they_left_no_report() -> None:
    cut_off = {"a": ("20260220T120000Z",), "b": ("20260220T130000Z", "20260220T140000Z"), "c": ("20260220T150000Z",)}
    reports = [judged(keeps_as="a"), judged(keeps_as="b", sites=(site(errors=1),)), judged(keeps_as="g")]
    found = overview(
        [Known(name, agency()) for name in "abcd"], reports, _NOW, cut_off={**cut_off, "h": ("20260220T160000Z",)}
    )
    rows = {row.kept_as: (row.standing, row.since, row.runs, row.last) for row in found.rows}
    assert rows == {
        "a": ("failing", "2026-02-20T12:00:00Z", 1, "today"),
        "b": ("failing", "2026-02-20T03:10:00Z", 3, "today"),
        "c": ("failing", "2026-02-20T15:00:00Z", 1, "never"),
        "d": ("never", None, 0, "never"),
        "g": ("ok", None, 0, "today"),
        "h": ("failing", "2026-02-20T16:00:00Z", 1, "never"),
    }
    assert _row(found, "b").why == "the last 2 runs left no report: killed, or the machine went down"


def test_the_last_report_that_can_be_read_counts_and_samples_do_not(tmp_path: Path) -> None:
    for day, sample in ((18, None), (19, None), (20, 3)):
        written(tmp_path, judged(run=f"202602{day}T030000Z", sample=sample))
    (tmp_path / "runs" / "a" / "20260219T030000Z.json").write_text("{", "utf-8")
    assert [it.run for it in last_reports(tmp_path / "runs")] == ["20260218T030000Z"]


def test_a_run_that_was_put_off_hides_no_failure(tmp_path: Path) -> None:
    written(tmp_path, judged(run="20260218T030000Z", sites=(site(errors=1),)))
    written(tmp_path, judged(run="20260219T030000Z", reason="daily_bound", later=True))
    assert [it.run for it in last_reports(tmp_path / "runs")] == ["20260218T030000Z"]
    before = (past(ok=False), past(time="2026-02-01T03:00:00Z", reason="daily_bound"))
    assert _row(_of(judged(keeps_as="a", sites=(site(errors=1),), past=before)), "a").runs == 2


def test_of_a_spider_s_runs_the_last_stay(tmp_path: Path) -> None:
    for day in range(10, 20):
        written(tmp_path, judged(run=f"202602{day}T030000Z"), keep=3)
    kept = sorted(path.name for path in (tmp_path / "runs" / "a").iterdir())
    assert kept == [f"202602{day}T030000Z.{kind}" for day in (17, 18, 19) for kind in ("html", "json")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """What a failing run of a spider of the catalogue has left."""
    wrong = (site(errors=2),)
    written(tmp_path, judged(spider="liaocheng_sthjj", keeps_as="liaocheng_sthjj", sites=wrong))
    return tmp_path


def test_the_command_prints_who_needs_a_person_and_writes_the_page(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["health", "--data", str(data)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[1].split()[:3] == ["failing", "liaocheng_sthjj", "聊城市生态环境局"]
    assert "1 failing" in out[-2]
    assert "聊城市生态环境局" in (data / "runs" / "index.html").read_text("utf-8")


def test_strict_makes_a_failure_the_exit_code(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = data / "elsewhere" / "all.html"
    assert main(["health", "--data", str(data), "--strict", "--json", "--html", str(page)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["sites"][0]["spider"] == "liaocheng_sthjj"
    assert told["sites"][0]["failing_runs"] == 1
    assert '"../runs/liaocheng_sthjj/20260220T030000Z.html"' in page.read_text("utf-8")


def test_strict_fails_for_a_run_that_was_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark = tmp_path / "runs" / "site" / "www.a.gov.cn" / "underway"
    mark.parent.mkdir(parents=True)
    mark.write_text("20260220T120000Z\n", "utf-8")
    assert main(["health", "--data", str(tmp_path), "--strict"]) == 1
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["failing", "site/www.a.gov.cn"]


def test_where_nothing_was_crawled_all_were_never(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", "--data", str(tmp_path), "--strict"]) == 0
    assert "0 failing, 0 quiet, 0 overdue, 0 warning" in capsys.readouterr().out
