"""What is known of hosts outlives a run and a process, whatever ends it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from govreports.hosts import Closure, Hosts

_HOST = "www.a.gov.cn"
_DAY = "2026-11-29"
_COUNTER = """
import sys
from pathlib import Path
from govreports.hosts import Hosts
hosts = Hosts(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    hosts.count("www.a.gov.cn", "2026-11-29")
    print(number + 1, flush=True)
"""


def counter(file: Path, times: int) -> subprocess.Popen[str]:
    """A process that counts requests, and says each time how many it has."""
    command = [sys.executable, "-c", _COUNTER, str(file), str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_closure_ends_and_the_longest_stands(tmp_path: Path) -> None:
    file = tmp_path / "hosts" / "state.sqlite"
    hosts = Hosts(file)
    assert hosts.closure(_HOST, 0.0) is None
    refused, busy = Closure("refused", "HTTP 403", 100.0, 200.0), Closure("busy", "HTTP 429", 110.0, 150.0)
    hosts.close(_HOST, refused)
    hosts.close(_HOST, busy)
    hosts.done()
    again = Hosts(file)
    assert [again.closure(_HOST, now) for now in (199.0, 200.0)] == [refused, None]
    assert again.closure("b.gov.cn", 150.0) is None


def test_rests_are_those_of_all_and_the_longest_counts(tmp_path: Path) -> None:
    one, other = Hosts(tmp_path / "state"), Hosts(tmp_path / "state")
    assert other.rests_until(_HOST) == 0.0
    one.rest(_HOST, 50.0)
    one.rest(_HOST, 40.0)
    assert other.rests_until(_HOST) == 50.0


def test_processes_count_together_and_one_that_is_killed_loses_nothing_it_has_said(tmp_path: Path) -> None:
    file = tmp_path / "state"
    killed, whole = counter(file, 1_000_000), counter(file, 200)
    assert killed.stdout is not None
    said = [int(killed.stdout.readline()) for _ in range(100)][-1]
    os.kill(killed.pid, signal.SIGKILL)
    rest, _ = killed.communicate()
    lines = rest.split("\n")[:-1]
    said = int(lines[-1]) if lines else said
    whole.communicate()
    # Between counting and saying so it may have been killed.
    assert Hosts(file).asked(_HOST, _DAY) - 200 in {said, said + 1}


def test_days_are_counted_apart_and_old_ones_forgotten(tmp_path: Path) -> None:
    hosts = Hosts(tmp_path / "state")
    for day in range(1, 29):
        hosts.count(_HOST, f"2026-11-{day:02}")
    assert hosts.asked(_HOST, "2026-11-01") == 1
    again = Hosts(tmp_path / "state")
    assert [again.asked(_HOST, f"2026-11-{day:02}") for day in (1, 28)] == [0, 1]


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_put_aside(content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "state.sqlite"
    file.write_bytes(content)
    Hosts(file).count(_HOST, _DAY)
    assert Hosts(file).asked(_HOST, _DAY) == 1
    assert (tmp_path / "state.sqlite.damaged").read_bytes() == content
    assert "put aside" in caplog.text


def test_without_a_file_it_is_known_for_one_run() -> None:
    hosts = Hosts()
    hosts.count(_HOST, _DAY)
    assert (hosts.asked(_HOST, _DAY), Hosts().asked(_HOST, _DAY)) == (1, 0)
