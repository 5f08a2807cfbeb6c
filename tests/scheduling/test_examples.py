"""What docs/scheduling/ shows works as it stands there: every command is run, with the path of the checkout put in."""

import configparser
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from cronsim import CronSim
from ruamel.yaml import YAML

from tests.crawl.conftest import ROOT
from tests.replica import Replica, Site
from tests.replica.families.made import office
from tests.replica.families.trs import trs_site
from tests.scheduling.project import finish, project, start

EXAMPLES: Final = ROOT / "docs" / "scheduling"
HOST: Final = "www.qingyuan-made.gov.cn"
# 22 to 7 o'clock in China.
NIGHT: Final = range(14, 23)
_PATH: Final = "/srv/govreports"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with one spider."""
    return project(tmp_path / "checkout", {"one": f"http://{HOST}/zwgk/zfxxgk/zfxxgknb/"})


@pytest.fixture
def replica() -> Iterator[Replica]:
    """Plays the spider's site."""
    site: Site = trs_site(office(HOST, "聊城市生态环境局", "聊城市", years=(2025,)))
    with Replica([site]) as running:
        yield running


def _records(folder: Path) -> int:
    return sum(it.read_text("utf-8").count("\n") for it in (folder / "output" / "one").glob("*.jsonl"))


def _example(name: str, folder: Path) -> str:
    return (EXAMPLES / name).read_text("utf-8").replace(_PATH, str(folder))


def _shell(folder: Path, script: str, replica: Replica, **more: str) -> tuple[int, str, str]:
    return finish(start(folder, ["/bin/sh", "-c", script], replica, **more))


# cron


def _crontab(text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What a crontab sets, and its jobs: when, and the command."""
    lines = [it.strip() for it in text.splitlines() if it.strip() and not it.startswith("#")]
    told = [it.partition("=") for it in lines if re.match(r"[A-Z_]+=", it)]
    jobs = [it.split(None, 5) for it in lines if not re.match(r"[A-Z_]+=", it)]
    return {name: value for name, _sign, value in told}, [(" ".join(it[:5]), it[5]) for it in jobs]


def test_the_crontab_crawls_every_night_in_china(folder: Path) -> None:
    variables, jobs = _crontab(_example("crontab", folder))
    assert variables["SHELL"] == "/bin/sh"
    assert len(jobs) == 2
    # A percent sign would be a line's end to cron.
    assert not [command for _when, command in jobs if "%" in command]
    fires = CronSim(jobs[0][0], datetime(2026, 1, 1, tzinfo=UTC))
    first, second = next(fires), next(fires)
    assert first.hour in NIGHT
    assert second - first == timedelta(days=1)
    assert next(CronSim(jobs[1][0], datetime(2026, 1, 2, tzinfo=UTC))).month == 2


def test_the_crontabs_jobs_run(folder: Path, replica: Replica) -> None:
    variables, jobs = _crontab(_example("crontab", folder))
    crawl, cut = (command for _when, command in jobs)
    assert _shell(folder, crawl, replica, **variables) == (0, "", "")
    log = folder / "output" / "crawlall.log"
    assert "ok     one (0:" in log.read_text()
    assert _records(folder) == 1
    assert {it.user_agent.partition("+")[2] for it in replica.log} == {"mailto:you@example.org)"}
    log.write_text("x" * 2_000_000)
    assert _shell(folder, cut, replica, **variables)[0] == 0
    assert log.stat().st_size == 1_048_576


@pytest.mark.parametrize(("code", "is_mailed"), [(0, False), (75, False), (1, True), (2, True)])
def test_the_crontab_mails_failures_alone(folder: Path, replica: Replica, code: int, is_mailed: bool) -> None:
    variables, ((_when, crawl), _cut) = _crontab(_example("crontab", folder))
    (folder / ".venv").unlink()
    scrapy = folder / ".venv" / "bin" / "scrapy"
    scrapy.parent.mkdir(parents=True)
    scrapy.write_text(f"#!/bin/sh\necho said; exit {code}\n")
    scrapy.chmod(0o755)
    assert _shell(folder, crawl, replica, **variables) == (0, "said\n" if is_mailed else "", "")


# systemd


def _unit(name: str, folder: Path) -> dict[str, dict[str, list[str]]]:
    """A unit's sections; a key may stand more than once."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in _example(name, folder).splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _sign, value = line.partition("=")
            current.setdefault(key, []).append(value)
    return sections


def _analyzed(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["systemd-analyze", *words], cwd=folder, check=False, capture_output=True, text=True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_units_are_sound_and_shut_in(folder: Path) -> None:
    units = folder / "units"
    units.mkdir()
    for name in ("govreports.service", "govreports.timer"):
        (units / name).write_text(_example(name, folder))
    names = ["./govreports.service", "./govreports.timer"]
    verified = _analyzed(units, "verify", *names)
    assert (verified.returncode, verified.stderr) == (0, "")
    # From 0, shut in, to 10, not at all.
    assert _analyzed(units, "security", "--offline=true", "--threshold=20", names[0]).returncode == 0
    when = _unit("govreports.timer", folder)["Timer"]["OnCalendar"]
    asked = _analyzed(units, "calendar", *when).stdout
    fires = re.search(r"\(in UTC\): .* (\d\d):\d\d:\d\d UTC|Next elapse: .* (\d\d):\d\d:\d\d UTC", asked)
    assert fires is not None
    assert int(fires[1] or fires[2]) in NIGHT


def test_the_service_runs_and_knows_what_75_means(folder: Path, replica: Replica) -> None:
    service = _unit("govreports.service", folder)["Service"]
    (command,), (variable,) = service["ExecStart"], service["Environment"]
    name, _sign, value = variable.partition("=")
    words = shlex.split(command.replace(f"${{{name}}}", value))
    assert service["WorkingDirectory"] == [str(folder)]
    assert service["ReadWritePaths"] == [f"{folder}/output"]
    assert service["SuccessExitStatus"] == ["75"]
    code, out, err = finish(start(folder, words, replica))
    assert (code, err) == (0, "")
    assert "ok     one (0:" in out
    assert _records(folder) == 1


def test_the_timer_makes_up_for_a_night_that_was_missed(folder: Path) -> None:
    timer = _unit("govreports.timer", folder)["Timer"]
    assert timer["Persistent"] == ["yes"]
    assert timer["RandomizedDelaySec"] == ["20min"]


# GitHub Actions


def _workflow() -> Any:
    return YAML(typ="safe").load((EXAMPLES / "govreports.yml").read_text("utf-8"))


def _step(name: str) -> str:
    (step,) = [it["run"] for it in _workflow()["jobs"]["crawl"]["steps"] if it.get("name") == name]
    return str(step)


def test_the_workflow_is_one_and_fires_every_night_in_china() -> None:
    workflow = _workflow()
    jsonschema.validate(workflow, get_builtin_schema("vendor.github-workflows"))
    (schedule,) = workflow["on"]["schedule"]
    assert next(CronSim(schedule["cron"], datetime(2026, 1, 1, tzinfo=UTC))).hour in NIGHT
    steps = workflow["jobs"]["crawl"]["steps"]
    assert all(re.search(r"@v\d+\.\d+\.\d+$", it["uses"]) for it in steps if "uses" in it)
    # A job of GitHub's is killed after six hours: crawlall must have ended, and what it gave been kept, before.
    assert workflow["jobs"]["crawl"]["timeout-minutes"] < 360
    assert " --for 5h " in _step("Crawl what is due")
    assert (ROOT / "requirements.lock").exists()


def test_the_workflow_crawls_and_keeps_what_it_gave(folder: Path, replica: Replica, tmp_path: Path) -> None:
    def git(*words: str, cwd: Path = tmp_path) -> str:
        named = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
        return subprocess.run(named, cwd=cwd, check=True, capture_output=True, text=True).stdout

    # The branch that the guide has people make, and what actions/checkout makes of it.
    git("init", "--quiet", "--bare", "--initial-branch=data", "origin.git")
    git("clone", "--quiet", "origin.git", "seed")
    git("commit", "--quiet", "--allow-empty", "--message=Begin", cwd=tmp_path / "seed")
    git("push", "--quiet", "origin", "HEAD:data", cwd=tmp_path / "seed")
    (folder / "output").rmdir()
    git("clone", "--quiet", "--branch=data", "origin.git", str(folder / "output"))

    more = {"PATH": f"{folder}/.venv/bin:{os.environ['PATH']}", **_workflow()["env"]}
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
    code, out, _err = finish(start(folder, [*bash, _step("Crawl what is due")], replica, **more))
    assert code == 0
    assert "ok     one (0:" in out
    for _time in ("with something new", "with nothing new"):
        assert finish(start(folder, [*bash, _step("Keep what it gave")], replica, **more))[0] == 0
    kept = git("ls-tree", "-r", "--name-only", "data", cwd=tmp_path / "origin.git").split()
    assert len([it for it in kept if it.startswith("one/")]) == 1
    assert "history/one.jsonl" in kept
    assert not [it for it in kept if it.startswith(("archive/", "logs/")) or it.endswith(".lock")]
    assert git("rev-list", "--count", "data", cwd=tmp_path / "origin.git").strip() == "2"


def test_the_workflow_takes_75_for_success(folder: Path, replica: Replica) -> None:
    step = _step("Crawl what is due")
    for code, ends in ((0, 0), (75, 0), (1, 1), (2, 2)):
        script = f"scrapy() {{ return {code}; }}\n{step}"
        assert finish(start(folder, ["bash", "-e", "-c", script], replica, CONTACT="x"))[0] == ends


# Scrapyd


def _asked(port: int, what: str, **fields: str) -> Any:
    """An answer of Scrapyd's API; with *fields* it is a POST."""
    data = "&".join(f"{name}={value}" for name, value in fields.items()).encode() or None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/{what}", data, timeout=30) as answer:
        return json.load(answer)


def _scrapyd_says(port: int, what: str, give_up: float) -> Any:
    while True:
        try:
            return _asked(port, what)
        except OSError:
            assert time.monotonic() < give_up
            time.sleep(0.05)


def test_scrapyd_crawls_the_checkout_as_it_is(folder: Path, replica: Replica) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = configparser.ConfigParser()
    told.read_string(_example("scrapyd.conf", folder))
    assert told["scrapyd"]["bind_address"] == "127.0.0.1"
    told["scrapyd"]["http_port"] = str(port)
    told["scrapyd"]["poll_interval"] = "0.1"
    with (folder / "scrapyd.conf").open("w") as file:
        told.write(file)
    give_up = time.monotonic() + 120
    server = start(folder, [sys.executable, "-m", "scrapyd"], replica)
    try:
        assert _scrapyd_says(port, "listspiders.json?project=govreports", give_up)["spiders"] == ["one"]
        job = _asked(port, "schedule.json", project="govreports", spider="one", setting="CONTACT=mailto:a@example.org")
        while not (finished := _asked(port, "listjobs.json?project=govreports")["finished"]):
            assert time.monotonic() < give_up
            time.sleep(0.1)
    finally:
        server.terminate()
        finish(server)
    assert [it["id"] for it in finished] == [job["jobid"]]
    assert _records(folder) == 1
    log = folder / "output" / "scrapyd" / "logs" / "govreports" / "one" / f"{job['jobid']}.log"
    assert f"ok     {HOST}: " in log.read_text("utf-8")
    assert {it.user_agent.partition("+")[2] for it in replica.log} == {"mailto:a@example.org)"}
