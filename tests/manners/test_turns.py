"""One at a time, also between processes, and never waiting for one that is dead."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govreports.manners.turns import Turns, lock_name, sleep_while

_HOST = "www.a.gov.cn"
_HOLDER = """
import asyncio, sys
from pathlib import Path
from govreports.manners.turns import Turns
async def hold():
    async with Turns(Path(sys.argv[1])).turn("www.a.gov.cn", 0.0, asyncio.sleep):
        print("held", flush=True)
        await asyncio.sleep(600)
asyncio.run(hold())
"""


class Pauses(list[float]):
    """The pauses that were made, in seconds, and no waiting."""

    async def __call__(self, seconds: float) -> None:
        """Note the pause."""
        self.append(seconds)


async def take(turns: Turns, delay: float) -> Pauses:
    """Take a turn and give it back; the pauses before it."""
    pauses = Pauses()
    async with turns.turn(_HOST, delay, pauses):
        pass
    return pauses


def test_after_anothers_answer_there_is_the_delay_and_after_our_own_none(tmp_path: Path) -> None:
    one, other = Turns(tmp_path), Turns(tmp_path)
    assert asyncio.run(take(one, 30.0)) == []
    assert asyncio.run(take(one, 30.0)) == []
    (pause,) = asyncio.run(take(other, 30.0))
    assert 0 < pause <= 30.0
    # The same host, asked by the first one again.
    assert len(asyncio.run(take(one, 30.0))) == 1


def test_a_pause_is_never_longer_than_the_delay_whatever_the_clock_was(tmp_path: Path) -> None:
    asyncio.run(take(Turns(tmp_path), 1.0))
    ahead = time.time() + 86_400
    os.utime(tmp_path / lock_name(_HOST), (ahead, ahead))
    assert asyncio.run(take(Turns(tmp_path), 30.0)) == [30.0]


def test_a_process_that_is_killed_gives_up_its_turn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        waits = 0

        async def until_killed(_seconds: float) -> None:
            nonlocal waits
            waits += 1
            if waits == 3:
                os.kill(holder.pid, signal.SIGKILL)
            await asyncio.sleep(0.01)

        async def take_it() -> None:
            async with asyncio.timeout(30), Turns(tmp_path).turn(_HOST, 0.0, until_killed):
                pass

        asyncio.run(take_it())
    assert waits >= 3


def test_one_run_has_one_request_under_way_too(tmp_path: Path) -> None:
    turns, under_way, most = Turns(tmp_path), 0, 0

    async def ask() -> None:
        nonlocal under_way, most
        async with turns.turn(_HOST, 0.0, asyncio.sleep):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    async def ask_at_once() -> None:
        await asyncio.gather(*(ask() for _ in range(3)))

    asyncio.run(ask_at_once())
    assert most == 1


@pytest.mark.parametrize("host", ["..", "/etc/passwd", "a" * 300, "::1", "年报.cn", "a\0b", ""])
def test_whatever_a_host_is_called_its_lock_is_a_file_of_the_folder(host: str, tmp_path: Path) -> None:
    async def take_it() -> None:
        async with Turns(tmp_path).turn(host, 0.0, asyncio.sleep):
            pass

    asyncio.run(take_it())
    assert [file.parent for file in tmp_path.rglob("*")] == [tmp_path]


def test_long_names_that_begin_alike_are_apart() -> None:
    assert lock_name("a" * 300) != lock_name("a" * 301)


def test_nobody_sleeps_on_when_it_has_become_pointless() -> None:
    assert asyncio.run(sleep_while(0.0, lambda: False))
    assert not asyncio.run(sleep_while(600.0, lambda: False))
