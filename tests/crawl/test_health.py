"""What a run leaves for those who did not watch it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from govreports.health.model import RunReport
from govreports.health.reports import read_report
from tests.crawl.conftest import ROOT, Crawl, start
from tests.replica import Replica
from tests.replica.families.made import office
from tests.replica.families.trs import trs_site

HOST = "sthjj.luqing.gov.cn"


def _crawl(crawl: Callable[..., Crawl], folder: Path, years: range, *options: str) -> Crawl:
    site = trs_site(office(HOST, years=years))
    return crawl("site", "-a", f"url=http://{HOST}/", *options, "-s", f"DATA_FOLDER={folder / 'data'}", sites=[site])


def _reports(folder: Path) -> list[RunReport]:
    paths = sorted((folder / "data" / "runs" / "site" / HOST).glob("*.json"))
    assert all(path.with_suffix(".html").exists() for path in paths)
    return [report for path in paths if (report := read_report(path)) is not None]


def test_every_run_leaves_a_report_a_page_and_a_line_of_history(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    # The replica, a proxy, lets nothing out: that nobody can be told harms no run.
    told = ("-s", "NOTIFY_WEBHOOK=http://127.0.0.1:9/secret-token")
    good = _crawl(crawl, tmp_path, range(2016, 2026), *told)
    less = _crawl(crawl, tmp_path, range(2020, 2026), *told)
    assert (good.code, less.code) == (0, 1)
    first, second = _reports(tmp_path)

    assert (first.reports, first.errors, first.outcome != "failure", first.exit_code) == (10, 0, True, 0)
    assert first.requests == len(good.requests)
    assert 0 < first.list_pages < first.requests - first.reports
    assert sorted(year for it in first.agencies for year in it.years)[:10] == list(range(2016, 2026))
    assert {it.field: it.present for it in first.coverage}["title"] == 10
    (host,) = first.hosts
    assert (host.host, host.requests) == (HOST, len(good.requests))
    assert host.median_latency is not None

    assert first.changes is not None
    assert first.changes.counts["new"] == len(first.changes.reports) == 10
    assert {it.kind for it in first.changes.reports} == {"new"}
    assert all(it.url is not None and HOST in it.url and it.title for it in first.changes.reports)

    assert (second.reports, second.outcome, second.exit_code) == (6, "failure", 1)
    assert second.verdicts[0].monitor == "less_than_before"
    assert second.verdicts[0].message.startswith(f"{HOST}: 10 reports on 20")
    assert second.previous is not None
    assert second.previous.run == first.run
    assert f"monitor less_than_before: failure: {HOST}" in less.log

    assert "could not tell 127.0.0.1 by webhook how the run ended: HTTP 5" in less.log
    assert "could not tell" not in good.log
    assert "secret-token" not in less.log
    lines = (tmp_path / "data" / "history" / "site" / f"{HOST}.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["outcome"] == "failure" for line in lines] == [False, True]


def test_a_monitor_that_fails_makes_the_exit_code_1_though_every_site_is_in_order(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    strict = json.dumps({"requests_per_report": {"severity": "failure", "most": 0.5, "at_least": 1}})
    done = _crawl(crawl, tmp_path, range(2023, 2026), "-s", f"MONITORS={strict}")
    assert done.code == 1
    assert " ok " in done.line(HOST)
    assert "0 of 1 sites failed" in done.log


def test_monitors_that_cannot_be_meant_are_refused_before_anything_is_asked() -> None:
    command = [sys.executable, "-m", "scrapy", "crawl", "liaocheng_sthjj", "-s", 'MONITORS={"zeroreports": null}']
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no monitor is called zeroreports" in done.stderr + done.stdout


def test_a_run_that_is_over_before_it_has_begun_is_judged_as_well(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "archive").write_text("no folder")
    broken = _crawl(crawl, tmp_path, range(2023, 2026))
    (report,) = _reports(tmp_path)
    assert (broken.code, report.exit_code, report.reason) == (1, 1, "archive_failed")
    assert {it.monitor for it in report.verdicts if it.status == "failure"} >= {"finished", "kept", "zero_reports"}


def test_a_run_that_is_put_off_leaves_nothing(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    now = datetime.now(UTC)
    closed = f"{now + timedelta(hours=9):%H:%M}-{now + timedelta(hours=10):%H:%M}"
    done = _crawl(crawl, tmp_path, range(2023, 2026), "-s", f"CRAWL_WINDOW={closed}", "-s", "CRAWL_WINDOW_ZONE=UTC")
    assert done.code == 75
    assert not [path for path in (tmp_path / "data" / "runs").rglob("*") if path.is_file()]
    assert not (tmp_path / "data" / "history").exists()


def test_a_killed_run_is_a_failure_until_the_next_one_has_told_of_it(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    years, kept = range(2023, 2026), ("-s", f"DATA_FOLDER={tmp_path / 'data'}")
    health = [sys.executable, "-c", "import sys; from govreports.cli import main; sys.exit(main())", "health", "--json"]
    with Replica([trs_site(office(HOST, years=years))]) as replica:
        killed = start(
            "site", tmp_path / "killed.jsonl", replica, "-a", f"url=http://{HOST}/", *kept, "-s", "DOWNLOAD_DELAY=30"
        )
        while not replica.log:
            assert killed.poll() is None
            time.sleep(0.02)
        killed.kill()
        killed.communicate()
    told = subprocess.run(
        [*health, "--data", tmp_path / "data", "--strict"], capture_output=True, check=False, text=True
    )
    first = json.loads(told.stdout)["sites"][0]
    assert (told.returncode, first["spider"], first["standing"]) == (1, f"site/{HOST}", "failing")

    assert _crawl(crawl, tmp_path, years).code == 0
    (report,) = _reports(tmp_path)
    assert len(report.cut_off) == 1
    assert report.outcome == "warning"
    told = subprocess.run(
        [*health, "--data", tmp_path / "data", "--strict"], capture_output=True, check=False, text=True
    )
    assert (told.returncode, json.loads(told.stdout)["counts"]["failing"]) == (0, 0)


def test_spidermon_says_what_our_monitors_say(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    pytest.importorskip("spidermon")
    extensions = {
        "govreports.progress.Progress": 0,
        "govreports.health.extension.RunReports": 10,
        "spidermon.contrib.scrapy.extensions.Spidermon": 500,
    }
    options = {
        "EXTENSIONS": json.dumps(extensions),
        "SPIDERMON_ENABLED": "True",
        "SPIDERMON_SPIDER_CLOSE_MONITORS": "govreports.health.spidermon.RunSuite",
        "SPIDERMON_ENGINE_STOP_MONITORS": "govreports.health.spidermon.StrictRunSuite",
        "MONITORS": json.dumps({"requests_per_report": {"most": 0.5, "at_least": 1}}),
    }
    done = _crawl(
        crawl, tmp_path, range(2023, 2026), *(it for name in options for it in ("-s", f"{name}={options[name]}"))
    )
    assert done.code == 0
    assert done.log.count("[Spidermon] zero_reports/runTest... OK") == 2
    assert done.log.count("[Spidermon] requests_per_report/runTest... OK") == 1
    assert done.log.count("[Spidermon] requests_per_report/runTest... FAIL") == 1
    assert "[Spidermon] less_than_before/runTest... SKIPPED (there is no good run before it)" in done.log
