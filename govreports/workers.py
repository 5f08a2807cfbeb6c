"""A worker process for readers that would hold up the event loop, bounded in time and memory."""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Final

from govreports.documents import Document, UnreadableError, is_slow, read_or_reason, sniff

_MEMORY: Final = 2 * 1024**3


class Workers:
    """Reads documents in another process, one at a time; one that is too slow is killed, and a new one made.

    What may have to be recognised page by page has *slow_seconds*, everything else *seconds*; waiting for
    the document before does not count.
    """

    def __init__(self, seconds: float, *, slow_seconds: float | None = None) -> None:
        self._seconds = seconds
        self._slow_seconds = seconds if slow_seconds is None else slow_seconds
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()

    async def read(self, data: bytes, declared: str | None) -> Document | UnreadableError:
        """Read *data* as govreports.documents.read_or_reason does."""
        async with self._turn:
            return await self._read(data, declared)

    async def _read(self, data: bytes, declared: str | None) -> Document | UnreadableError:
        loop = asyncio.get_running_loop()
        seconds = self._slow_seconds if is_slow(data) else self._seconds
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._executor(), read_or_reason, data, declared), seconds
            )
        except TimeoutError:
            self.close(kill=True)
            return UnreadableError(f"reading took longer than {seconds:g} seconds", media_type=sniff(data))
        except BrokenExecutor:
            self.close(kill=True)
            return UnreadableError("reading it ended the reader's process", media_type=sniff(data))

    def close(self, *, kill: bool = False) -> None:
        """Let the process go; with *kill* at once, whatever it is doing."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if kill:
            for process in list(pool._processes.values()):  # the public way to do so comes with Python 3.14
                with contextlib.suppress(OSError):
                    process.kill()
        pool.shutdown(wait=not kill, cancel_futures=True)

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: the parent has threads and open connections.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=begin_work)
        return self._pool


def begin_work() -> None:
    """Make this a process that reads documents of strangers: with two gigabytes and no more, and no longer than its parent.

    A parent that is killed tells nobody; a worker that waits for it would wait for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), name="end with parent", daemon=True).start()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
