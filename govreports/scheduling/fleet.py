"""Many crawls side by side, each in a process of its own, and never two at once that ask the same host.

What happens to one of them, be it killed, costs no other anything. Knows no spider and no Scrapy: only commands, the hosts
that they ask, and exit codes (govreports.exits).
"""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from govreports.exits import FAILED, LATER, OK, USAGE

_KEPT_LOGS: Final = 20
"""How many logs of a spider are kept, the newest: more than a season's, and a bound on the disk."""


class State(StrEnum):
    """How a crawl ended."""

    OK = "ok"
    FAILED = "failed"
    LATER = "later"
    """It was stopped, or something other than the site held it up: the same again goes on."""


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl to be made: what it is called, the command, the hosts that it may ask, and where its output goes."""

    name: str
    command: Sequence[str]
    hosts: frozenset[str]
    log: Path


@dataclass(frozen=True, slots=True)
class Ended:
    """A crawl that is over; *why* says what its exit code does not, *seconds* how long it took."""

    job: Job
    state: State
    why: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """How many crawls at once, and seconds: for one of them, for all together, and to finish after having been asked to."""

    jobs: int = 4
    each: float | None = None
    all: float | None = None
    grace: float = 600.0


@dataclass(slots=True)
class Fleet:
    """The crawls of one command, in their order as far as hosts and limits let them.

    *begun* and *ended* are told of each as it happens.
    """

    jobs: Sequence[Job]
    limits: Limits
    begun: Callable[[Job], None]
    ended: Callable[[Ended], None]
    left: list[Job] = field(init=False)
    """Those that have not begun."""
    stopped: str | None = field(init=False, default=None)
    """Why no more are begun before all have been; None while they are."""
    _asked: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _pressed: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.left = list(self.jobs)

    async def run(self) -> list[Ended]:
        """Make the crawls; SIGINT and SIGTERM (and a closed terminal) stop them, twice kill them."""
        loop = asyncio.get_running_loop()
        numbers = [
            it for it in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(it) != signal.SIG_IGN
        ]
        for number in numbers:
            loop.add_signal_handler(number, self._signalled, signal.Signals(number).name)
        clock = loop.call_later(self.limits.all, self.stop, "the time is up") if self.limits.all is not None else None
        try:
            return await self._run()
        finally:
            if clock is not None:
                clock.cancel()
            for number in numbers:
                loop.remove_signal_handler(number)

    def stop(self, why: str) -> None:
        """Begin no more, and ask those that run to finish what they are at."""
        self.stopped = self.stopped or why
        self._asked.set()

    def _signalled(self, name: str) -> None:
        if self._asked.is_set():
            self._pressed.set()
        self.stop(name)

    async def _run(self) -> list[Ended]:
        running: dict[asyncio.Task[Ended], Job] = {}
        done: list[Ended] = []
        while running or (self.left and self.stopped is None):
            while self.stopped is None and len(running) < self.limits.jobs:
                job = first_free(self.left, running.values())
                if job is None:
                    break
                self.left.remove(job)
                self.begun(job)
                running[asyncio.create_task(self._crawl(job))] = job
            over, _going_on = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in over:
                del running[task]
                done.append(task.result())
                self.ended(done[-1])
        return done

    async def _crawl(self, job: Job) -> Ended:
        started = time.monotonic()

        def ended(state: State, why: str | None = None) -> Ended:
            return Ended(job, state, why, time.monotonic() - started)

        try:
            process = await _start(job)
        except OSError as error:
            return ended(State.FAILED, f"could not be started: {error.strerror or error}")
        over = asyncio.create_task(process.wait())
        asked = asyncio.create_task(self._asked.wait())
        await asyncio.wait({over, asked}, timeout=self.limits.each, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if over.done():
            return ended(*_outcome(over.result()))
        why = self.stopped or "its time is up"
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        pressed = asyncio.create_task(self._pressed.wait())
        await asyncio.wait({over, pressed}, timeout=self.limits.grace, return_when=asyncio.FIRST_COMPLETED)
        pressed.cancel()
        if over.done():
            # What it says now is not held against a site; whether it was done after all, its history knows.
            return ended(State.LATER, f"stopped: {why}")
        with contextlib.suppress(ProcessLookupError):
            # With all that it has started itself.
            os.killpg(process.pid, signal.SIGKILL)
        await over
        if self._pressed.is_set():
            return ended(State.LATER, f"killed: {why}")
        return ended(
            State.FAILED, f"killed: {why}, and it did not end within {self.limits.grace:.0f} s of being asked to"
        )


def first_free(waiting: Iterable[Job], running: Iterable[Job]) -> Job | None:
    """The first of *waiting* that asks none of the hosts of those *running*."""
    taken = [host for job in running for host in job.hosts]
    return next((job for job in waiting if not any(_same(host, other) for host in job.hosts for other in taken)), None)


def _same(host: str, other: str) -> bool:
    """Whether whoever may ask the one may ask the other: a domain goes with what is below it."""
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")


async def _start(job: Job) -> asyncio.subprocess.Process:
    job.log.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(job.log.parent.glob("*.log"))[: -_KEPT_LOGS + 1]:
        old.unlink(missing_ok=True)
    with job.log.open("ab") as log:
        # In a session of its own: Ctrl-C comes to us alone, who pass it on once.
        return await asyncio.create_subprocess_exec(
            *job.command, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _outcome(code: int) -> tuple[State, str | None]:
    """What a crawl's exit code says; below 0 it is the signal that ended it."""
    if code == OK:
        return State.OK, None
    if code == LATER:
        return State.LATER, "it goes on when it is run again"
    if code < 0:
        return State.FAILED, f"killed by {signal.Signals(-code).name}"
    known = {FAILED: None, USAGE: "the command was not understood"}
    return State.FAILED, known.get(code, f"exit code {code}")
