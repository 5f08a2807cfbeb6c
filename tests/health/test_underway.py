"""Marks of runs that are on, and of those that were killed."""

import signal
import subprocess
import sys
from pathlib import Path

from govreports.health.underway import Underway, cut_off_runs

FIRST, SECOND, THIRD = "20260218T030000Z", "20260219T030000Z", "20260220T030000Z"
_BEGIN = """
import os, signal, sys
from pathlib import Path
from govreports.health.underway import Underway

Underway(Path(sys.argv[1])).begin(sys.argv[2])
os.kill(os.getpid(), signal.SIGKILL)
"""


def _killed(folder: Path, run: str) -> None:
    """Begin a run in a process of its own, which is killed."""
    assert subprocess.run([sys.executable, "-c", _BEGIN, folder, run], check=False).returncode == -signal.SIGKILL


def test_a_run_that_ends_leaves_no_mark(tmp_path: Path) -> None:
    mark = Underway(tmp_path / "a")
    mark.begin(FIRST)
    assert list((tmp_path / "a").iterdir())
    assert cut_off_runs(tmp_path) == {}
    mark.end()
    assert not list((tmp_path / "a").iterdir())
    assert mark.cut_off == ()


def test_who_comes_after_killed_runs_tells_of_all_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "site" / "www.a.gov.cn"
    _killed(folder, FIRST)
    _killed(folder, SECOND)
    assert cut_off_runs(tmp_path) == {"site/www.a.gov.cn": (FIRST, SECOND)}
    mark = Underway(folder)
    mark.begin(THIRD)
    assert (mark.cut_off, cut_off_runs(tmp_path)) == ((FIRST, SECOND), {})
    mark.end()
    assert cut_off_runs(tmp_path) == {}


def test_a_run_that_has_nothing_to_tell_leaves_it_to_the_next(tmp_path: Path) -> None:
    _killed(tmp_path / "a", FIRST)
    mark = Underway(tmp_path / "a")
    mark.begin(SECOND)
    mark.withdraw()
    assert cut_off_runs(tmp_path) == {"a": (FIRST,)}
    alone = Underway(tmp_path / "b")
    alone.begin(SECOND)
    alone.withdraw()
    assert not list((tmp_path / "b").iterdir())


def test_a_run_killed_after_its_report_was_written_is_not_cut_off(tmp_path: Path) -> None:
    _killed(tmp_path, FIRST)
    (tmp_path / f"{FIRST}.json").touch()
    assert cut_off_runs(tmp_path) == {}


def test_what_a_machine_that_went_down_left_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "underway").write_bytes(b"\0" * 20 + b"\xff 20261 \n")
    assert cut_off_runs(tmp_path) == {}


def test_a_second_run_beside_one_that_is_on_leaves_the_mark_to_it(tmp_path: Path) -> None:
    first, second = Underway(tmp_path), Underway(tmp_path)
    first.begin(FIRST)
    second.begin(SECOND)
    second.end()
    assert (tmp_path / "underway").read_text() == f"{FIRST}\n"
    first.end()
    assert not list(tmp_path.iterdir())
