"""One request at a time to a host, also between processes, with a pause after another's.

Who asks a host holds a lock on a file of the host's name; its time of change is when the host was last asked or answered.
The system frees the lock of a process that dies.
"""

import asyncio
import fcntl
import hashlib
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

_POLL: Final = 0.05
"""Seconds between two looks whether another process is done. Requests take longer, and are seconds apart."""
_LONGEST_NAME: Final = 200
"""Bytes of a file's name that come from a host; file systems take 255 in all."""


class Turns:
    """The turns of the hosts whose locks lie in *folder*, which is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float, pause: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
        """Hold the host's turn, once nobody else does and *delay* seconds have passed since another's last answer.

        After our own last request there is no wait here: whoever asks keeps that delay. *pause* sleeps, and may raise to end
        the waiting.
        """
        file = os.open(self._path(host), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            while not _locked(file):
                await pause(_POLL)
            last = os.fstat(file)
            if last.st_size and last.st_mtime_ns != self._own.get(host):
                # A clock that was set back makes no wait longer than the delay.
                left = min(delay, last.st_mtime + delay - time.time())
                if left > 0:
                    await pause(left)
            self._touch(file, host)
            try:
                yield
            finally:
                self._touch(file, host)
        finally:
            # Which gives up the lock, too.
            os.close(file)

    def _touch(self, file: int, host: str) -> None:
        # A file without a byte in it is one that nobody has asked with yet.
        os.pwrite(file, b".", 0)
        os.utime(file)
        self._own[host] = os.fstat(file).st_mtime_ns

    def _path(self, host: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / lock_name(host)


def lock_name(host: str) -> str:
    """The name of the host's lock: one file in one folder, whatever the host is called.

    >>> lock_name("www.a.gov.cn"), lock_name("::1"), lock_name("../etc")
    ('www.a.gov.cn.lock', '%3A%3A1.lock', '..%2Fetc.lock')
    """
    safe = quote(host, safe="")
    if len(safe) > _LONGEST_NAME:
        safe = f"{safe[: _LONGEST_NAME // 2]}-{hashlib.sha256(host.encode()).hexdigest()}"
    return f"{safe}.lock"


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def sleep_while(seconds: float, is_going_on: Callable[[], bool]) -> bool:
    """Sleep, a second at a time; False at once when it has become pointless."""
    end = asyncio.get_running_loop().time() + seconds
    while (left := end - asyncio.get_running_loop().time()) > 0:
        if not is_going_on():
            return False
        await asyncio.sleep(min(left, 1.0))
    return True
