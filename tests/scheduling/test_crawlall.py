"""``scrapy crawlall``, with real crawls of the replica as its children."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from govreports.exits import FAILED, LATER, OK, USAGE
from govreports.history import History
from govreports.hosts import STATE, Closure, Hosts
from govreports.locks import FileLock
from govreports.scheduling.due import Subject, next_due
from govreports.scheduling.past import past_of
from govreports.scheduling.plan import today
from tests.crawl.conftest import ROOT
from tests.replica import Replica, Site
from tests.replica.families.made import office
from tests.replica.families.troubles import Challenged, Slow
from tests.replica.families.trs import trs_site
from tests.scheduling.project import crawlall, finish, project, start

_PORTAL: Final = "www.qingyuan-made.gov.cn"
_OTHER: Final = "www.lantian-made.gov.cn"
_BLOCKED: Final = "www.yunhe-made.gov.cn"


def _list(host: str) -> str:
    return f"http://{host}/zwgk/zfxxgk/zfxxgknb/"


def _made(host: str) -> Site:
    return trs_site(office(host, "聊城市生态环境局", "聊城市", years=(2024, 2025)))


def _until(is_so: Callable[[], bool]) -> None:
    """Wait until *is_so*, which it must be at last."""
    give_up = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def _child(parent: int, spider: str) -> int | None:
    """The process in which *parent* crawls *spider*, once it has begun."""
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        if spider in Path(f"/proc/{child}/cmdline").read_text().split("\0"):
            return int(child)
    return None


def _is_due(folder: Path, name: str) -> bool:
    """Whether a spider is due by what its runs have left."""
    data = folder / "output"
    past = past_of(data / "history" / f"{name}.jsonl", data / "runs" / name)
    return next_due(Subject(name), past, today()).by(today())


def _scrapy(*words: str) -> int:
    """The exit code of a command that starts no crawl, run here."""
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", *words], get_project_settings())
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize("command", ["crawl", "crawlall"])
def test_a_folder_that_nothing_can_be_kept_in_is_said_in_a_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    words = [sys.executable, "-m", "scrapy", command, "pingtan", "-s", f"DATA_FOLDER={tmp_path / 'file'}"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == FAILED
    said = done.stderr.splitlines()[-1]
    assert said.startswith(f"scrapy {command}: nothing is crawled: ")
    assert str(tmp_path / "file" / "locks") in said


def test_what_is_due_is_crawled_side_by_side_but_one_at_a_time_on_a_host(tmp_path: Path) -> None:
    spiders = {"blocked": _BLOCKED, "other": _OTHER, "portal_a": _PORTAL, "portal_b": _PORTAL}
    folder = project(tmp_path / "p", {name: _list(host) for name, host in spiders.items()})
    with Replica([_made(_PORTAL), _made(_OTHER), Challenged(_made(_BLOCKED))]) as replica:
        code, out, err = crawlall(folder, replica, "--due", "--jobs", "4", "-s", "CONTACT=mailto:crawl@example.org")
        log = replica.log
    assert (code, err) == (1, "")
    found = {it[7:].split(" (")[0]: it for it in out.splitlines() if it.startswith(("ok ", "FAILED "))}
    assert {name: it[:7].strip() for name, it in found.items()} == {
        "blocked": "FAILED",
        "other": "ok",
        "portal_a": "ok",
        "portal_b": "ok",
    }
    assert f"{_OTHER}: " in found["other"]
    assert " 2 reports, " in found["other"]
    assert "4 spiders in 0:" in out.splitlines()[-1]
    assert out.splitlines()[-1].endswith(": 3 ok, 1 failed, 0 later, 0 not begun")
    # The settings that were given go to all; the one spider begins when the other has ended.
    assert {it.user_agent.partition("+")[2] for it in log} == {"mailto:crawl@example.org)"}
    portal = [it.path for it in log if it.host == _PORTAL]
    half = len(portal) // 2
    assert portal.count("/robots.txt") == 2
    assert portal[0] == portal[half] == "/robots.txt"
    assert sorted(portal[:half]) == sorted(portal[half:])
    for name in spiders:
        assert len(list((folder / "output" / "logs" / name).glob("*.log"))) == 1
        (line,) = (folder / "output" / "history" / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert json.loads(line)["sites"][spiders[name]]["ok"] is (name != "blocked")
        written = [it.read_text("utf-8").count("\n") for it in (folder / "output" / name).glob("*.jsonl")]
        assert written == ([] if name == "blocked" else [2])
        assert not _is_due(folder, name)


def test_when_it_is_asked_to_stop_the_crawls_end_in_order_and_the_rest_stays_due(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {name: _list(_PORTAL) for name in ("first", "second")})
    with Replica([Slow(_made(_PORTAL), seconds=0.3)]) as replica:
        running = start(folder, [".venv/bin/scrapy", "crawlall", "--due"], replica)
        _until(lambda: len(replica.log) > 1)
        child = _child(running.pid, "first")
        running.send_signal(signal.SIGTERM)
        code, out, _err = finish(running)
    assert code == 75
    assert "later  first (0:" in out
    assert "stopped: SIGTERM" in out
    assert "not begun (SIGTERM): second" in out
    assert out.splitlines()[-1].endswith(": 0 ok, 0 failed, 1 later, 1 not begun")
    assert not Path(f"/proc/{child}").exists()
    (log,) = (folder / "output" / "logs" / "first").glob("*.log")
    assert "Spider closed (shutdown)" in log.read_text("utf-8")
    assert _is_due(folder, "first")
    assert _is_due(folder, "second")


def test_a_crawl_that_is_killed_costs_no_other_anything_and_is_due_still(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"killed": _list(_PORTAL), "other": _list(_OTHER)})
    with Replica([Slow(_made(_PORTAL), seconds=0.3), _made(_OTHER)]) as replica:
        running = start(folder, [".venv/bin/scrapy", "crawlall"], replica)
        _until(lambda: any(it.host == _PORTAL for it in replica.log))
        child = _child(running.pid, "killed")
        assert child is not None
        os.kill(child, signal.SIGKILL)
        code, out, _err = finish(running)
    assert code == 1
    assert "killed by SIGKILL" in out
    assert "ok     other (0:" in out
    assert _is_due(folder, "killed")
    assert not _is_due(folder, "other")


def test_two_of_them_are_not_at_work_on_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = FileLock(tmp_path / "locks" / "crawlall.lock")
    assert lock.take()
    assert _scrapy("crawlall", "pingtan", "-s", f"DATA_FOLDER={tmp_path}") == LATER
    assert capsys.readouterr().err == f"scrapy crawlall: another one is at work on {tmp_path}\n"


def test_a_host_that_has_refused_is_not_due_before_it_may_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = time.time()
    hosts = Hosts(tmp_path / "hosts" / STATE)
    hosts.close("www.pingtan.gov.cn", Closure("http_403", "HTTP 403", now, now + 24 * 3600))
    hosts.done()
    assert _scrapy("crawl", "pingtan", "--due", "-s", f"DATA_FOLDER={tmp_path}") == OK
    assert capsys.readouterr().out.endswith(f": a host is left alone until {today() + timedelta(days=1)}\n")


def test_no_crawl_is_begun_outside_the_hours_that_are_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC)
    hours = f"CRAWL_WINDOW={now + timedelta(hours=2):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    zone = "CRAWL_WINDOW_ZONE=UTC"
    assert _scrapy("crawlall", "pingtan", "-s", f"DATA_FOLDER={tmp_path}", "-s", hours, "-s", zone) == LATER
    assert "nothing is crawled: outside CRAWL_WINDOW" in capsys.readouterr().err
    assert not (tmp_path / "logs").exists()


def test_what_is_not_due_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, ok in (("pingtan", True), ("hengshui_sthjj", False), ("site/www.a.gov.cn", False)):
        now = datetime.now(UTC).isoformat(timespec="seconds")
        History(tmp_path / "history" / f"{name}.jsonl").add(now, {"a.gov.cn": {"reports": 1, "pages": 1, "ok": ok}})
    keeping = ["-s", f"DATA_FOLDER={tmp_path}"]
    tomorrow = today() + timedelta(days=1)
    assert _scrapy("crawl", "hengshui_sthjj", "--due", *keeping) == OK
    assert capsys.readouterr().out == f"hengshui_sthjj is not due before {tomorrow}: failed the last time\n"
    # Sites that have no spider of their own are told apart by their hosts.
    assert _scrapy("crawl", "site", "-a", "url=http://www.a.gov.cn/", "--due", *keeping) == OK
    assert capsys.readouterr().out == f"site is not due before {tomorrow}: failed the last time\n"
    assert _scrapy("crawlall", "--due", "pingtan", "hengshui_sthjj", *keeping) == OK
    assert capsys.readouterr().out.startswith("none of 2 spiders is due; the next is ")
    assert _scrapy("crawlall", "--due", "--dry-run", "pingtan", "liaocheng_sthjj", *keeping) == OK
    assert capsys.readouterr().out == "liaocheng_sthjj: never crawled\n1 spiders\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--for", "soon"], "'soon' is no time: 8h, 90m or 1h30m are"),
        (["-a", "sampel=3"], "knows no argument 'sampel'"),
        (["--dew"], "no such spiders: --dew"),
        (["--province", "mars"], "no province is called 'mars'"),
        (["-s", "DATA_FOLDER="], "crawlall needs a DATA_FOLDER"),
        (["-s", 'SCHEDULE={"sweep": 0}'], "SCHEDULE: sweep is a number of days from 1 on, not 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _scrapy("crawlall", *options) == USAGE
    assert words in capsys.readouterr().err
