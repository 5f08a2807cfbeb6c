"""Many processes side by side: how many, on which hosts, and how each of them can end."""

import asyncio
import io
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from govreports.exits import FAILED, LATER, OK
from govreports.scheduling.fleet import Ended, Fleet, Job, Limits, State, first_free
from govreports.scheduling.telling import Telling, exit_code, line


@dataclass
class Heard:
    """What a fleet told, in order: who began and who ended."""

    running: set[str] = field(default_factory=set)
    most: int = 0
    together: set[frozenset[str]] = field(default_factory=set)

    def begun(self, job: Job) -> None:
        self.running.add(job.name)
        self.most = max(self.most, len(self.running))
        self.together |= {frozenset({job.name, other}) for other in self.running}

    def ended(self, ended: Ended) -> None:
        self.running.remove(ended.job.name)


def _job(folder: Path, name: str, script: str, *hosts: str) -> Job:
    return Job(
        name, ["sh", "-c", script], frozenset(hosts or {f"{name}.gov.cn"}), folder / name / "20260101T000000Z.log"
    )


def _run(jobs: Iterable[Job], limits: Limits | None = None) -> tuple[Heard, Fleet, dict[str, Ended]]:
    heard = Heard()
    fleet = Fleet(list(jobs), limits or Limits(), heard.begun, heard.ended)
    over = asyncio.run(fleet.run())
    return heard, fleet, {ended.job.name: ended for ended in over}


def _states(over: dict[str, Ended]) -> dict[str, str]:
    return {name: str(ended.state) for name, ended in over.items()}


def test_exit_codes_are_states(tmp_path: Path) -> None:
    codes = {"good": "exit 0", "bad": "exit 1", "misspelt": "exit 2", "odd": "exit 9", "later": "exit 75"}
    _heard, fleet, over = _run(_job(tmp_path, name, script) for name, script in codes.items())
    assert _states(over) == {"good": "ok", "bad": "failed", "misspelt": "failed", "odd": "failed", "later": "later"}
    assert over["odd"].why == "exit code 9"
    assert exit_code(list(over.values()), fleet.left) == FAILED
    assert exit_code([over["good"], over["later"]], []) == LATER
    assert exit_code([over["good"]], fleet.jobs[:1]) == LATER
    assert exit_code([over["good"]], []) == OK


def test_one_that_is_killed_costs_the_others_nothing(tmp_path: Path) -> None:
    jobs = [_job(tmp_path, "killed", "kill -9 $$"), *(_job(tmp_path, f"s{n}", "sleep 0.1") for n in range(4))]
    _heard, _fleet, over = _run(jobs, Limits(jobs=2))
    assert _states(over) == {"killed": "failed", **{f"s{n}": "ok" for n in range(4)}}
    assert over["killed"].why == "killed by SIGKILL"
    assert line(over["killed"]).startswith("FAILED killed (0:00:0")


def test_what_cannot_be_started_has_failed(tmp_path: Path) -> None:
    job = Job("none", [str(tmp_path / "no-such-program")], frozenset(), tmp_path / "none.log")
    _heard, _fleet, over = _run([job, _job(tmp_path, "good", "exit 0")])
    assert _states(over) == {"none": "failed", "good": "ok"}


def test_so_many_at_once_and_never_two_on_a_host(tmp_path: Path) -> None:
    shared = [_job(tmp_path, f"portal{n}", "sleep 0.05", "www.a.gov.cn", f"{n}.gov.cn") for n in range(3)]
    below = _job(tmp_path, "below", "sleep 0.05", "sub.www.a.gov.cn")
    others = [_job(tmp_path, f"s{n}", "sleep 0.05") for n in range(5)]
    heard, fleet, over = _run([*shared, below, *others], Limits(jobs=3))
    assert set(_states(over).values()) == {"ok"}
    assert fleet.left == []
    assert heard.most == 3
    alone = {"portal0", "portal1", "portal2", "below"}
    assert not [pair for pair in heard.together if len(pair) == 2 and pair <= alone]


def test_a_domain_goes_with_what_is_below_it_and_with_nothing_else() -> None:
    running = [Job("r", [], frozenset({"huangshi.gov.cn", "a.gov.cn"}), Path())]
    jobs = [
        Job(host, [], frozenset({host}), Path()) for host in ("sthjj.huangshi.gov.cn", "a.gov.cn", "xhuangshi.gov.cn")
    ]
    assert first_free(jobs, running) == jobs[2]
    assert first_free(jobs[:2], running) is None
    assert first_free(jobs, []) == jobs[0]


def test_one_that_does_not_end_in_its_time_is_asked_to_and_goes_on_later(tmp_path: Path) -> None:
    _heard, _fleet, over = _run(
        [_job(tmp_path, "slow", "exec sleep 60"), _job(tmp_path, "good", "exit 0")], Limits(each=0.5)
    )
    assert _states(over) == {"slow": "later", "good": "ok"}
    assert over["slow"].why == "stopped: its time is up"


def test_one_that_does_not_end_when_asked_is_killed_with_its_children(tmp_path: Path) -> None:
    # It says when it is ready to be asked.
    deaf = "trap '' TERM; sleep 60 & echo $! > child; kill -TERM $PPID; wait; sleep 60"
    job = _job(tmp_path, "deaf", f"cd {tmp_path}; {deaf}")
    _heard, _fleet, over = _run([job], Limits(grace=0.1))
    assert _states(over) == {"deaf": "failed"}
    assert over["deaf"].why == "killed: SIGTERM, and it did not end within 0 s of being asked to"
    child = int((tmp_path / "child").read_text())
    give_up = time.monotonic() + 30
    while not _is_dead(child):
        assert time.monotonic() < give_up
        time.sleep(0.01)


def _is_dead(process: int) -> bool:
    """Whether there is no such process any more, but perhaps for what its parent is to be told."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_when_the_whole_time_is_up_no_more_are_begun(tmp_path: Path) -> None:
    jobs = [_job(tmp_path, f"s{n}", "exec sleep 30") for n in range(4)]
    _heard, fleet, over = _run(jobs, Limits(jobs=2, all=0.3))
    assert _states(over) == {"s0": "later", "s1": "later"}
    assert [job.name for job in fleet.left] == ["s2", "s3"]
    assert fleet.stopped == "the time is up"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_passed_on_and_a_second_one_kills(tmp_path: Path, number: signal.Signals) -> None:
    # Each child tells its parent, who is this process, when it is ready and when it was asked to end.
    deaf = f"trap 'kill -{number.name[3:]} $PPID' TERM; kill -{number.name[3:]} $PPID; while :; do sleep 0.02; done"
    _heard, fleet, over = _run([_job(tmp_path, "deaf", deaf), _job(tmp_path, "next", "exit 0")], Limits(jobs=1))
    assert _states(over) == {"deaf": "later"}
    assert over["deaf"].why == f"killed: {number.name}"
    assert [job.name for job in fleet.left] == ["next"]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


@pytest.mark.parametrize("code", [0, 1, 75])
def test_nothing_is_held_against_a_site_whose_crawl_was_stopped(tmp_path: Path, code: int) -> None:
    stopped = f"trap 'exit {code}' TERM; kill -TERM {os.getpid()}; while :; do sleep 0.02; done"
    _heard, _fleet, over = _run([_job(tmp_path, "stopped", stopped)])
    assert _states(over) == {"stopped": "later"}


def test_logs_are_kept_for_so_many_runs(tmp_path: Path) -> None:
    job = _job(tmp_path, "s", "echo said; echo warned >&2")
    job.log.parent.mkdir()
    for day in range(1, 31):
        (job.log.parent / f"202512{day:02}T000000Z.log").touch()
    _run([job])
    logs = sorted(it.name for it in job.log.parent.iterdir())
    assert (len(logs), logs[0], logs[-1]) == (20, "20251212T000000Z.log", job.log.name)
    assert job.log.read_text() == "said\nwarned\n"


def test_a_line_says_what_each_site_gave(tmp_path: Path) -> None:
    job = _job(tmp_path, "two", "exit 1")
    job.log.parent.mkdir()
    before = "2026-11-29 02:06:28 [govreports.progress] "
    job.log.write_text(
        f"{before}INFO: ok     a.gov.cn: 9 pages, 7 reports, 0 findings, 0 errors\n"
        f"{before}ERROR: FAILED b.gov.cn: 1 pages, 0 reports, 0 findings, 1 errors, moved\n"
        f"{before}INFO: done (finished): ok\n"
    )
    assert line(Ended(job, State.FAILED, None, 61.0)) == (
        "FAILED two (0:01:01): b.gov.cn: 1 pages, 0 reports, 0 findings, 1 errors, moved"
    )


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("out", [io.StringIO(), _Terminal()])
def test_every_crawl_has_a_line_and_a_terminal_shows_what_runs(tmp_path: Path, out: io.StringIO) -> None:
    jobs = [_job(tmp_path, "good", "exit 0"), _job(tmp_path, "bad", "exit 1")]
    telling = Telling(out, len(jobs))
    fleet = Fleet(jobs, Limits(jobs=1), telling.begun, telling.ended)
    telling.done(asyncio.run(fleet.run()), fleet.left, fleet.stopped)
    shown = out.getvalue()
    # What stands on a line that is written over is gone when the next is written.
    lines = [it.rpartition("\r\x1b[K")[2] for it in shown.split("\n")[:-1]]
    assert [it.split(" (")[0] for it in lines[:2]] == ["ok     good", "FAILED bad"]
    assert lines[3] == f"bad failed; its log: {jobs[1].log}"
    assert lines[-1].endswith(": 1 ok, 1 failed, 0 later, 0 not begun")
    assert ("0 of 2 done, 0:00:00: good" in shown) is out.isatty()
