"""How crawls go, for whoever watches or reads the log of a timer: a line for each that is over, a summary, an exit code."""

import re
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, TextIO

from govreports.exits import FAILED, LATER, OK
from govreports.scheduling.fleet import Ended, Job, State

_TAIL: Final = 64 * 1024
# The lines with which a crawl sums up (govreports.progress).
_SITE: Final = re.compile(r"(?:^|: )((?:ok    |FAILED|later ) \S+: \d+ pages, .+)$")
_WIDEST: Final = 3
_CLEAR: Final = "\r\x1b[K"


@dataclass(slots=True)
class Telling:
    """Writes to *out*; where that is a terminal it also shows on the last line what runs."""

    out: TextIO
    total: int
    _running: dict[str, Job] = field(init=False, default_factory=dict)
    _over: Counter[State] = field(init=False, default_factory=Counter)
    _started: float = field(init=False, default_factory=time.monotonic)

    def begun(self, job: Job) -> None:
        """A crawl has begun."""
        self._running[job.name] = job
        self._show()

    def ended(self, ended: Ended) -> None:
        """A crawl is over."""
        self._running.pop(ended.job.name, None)
        self._over[ended.state] += 1
        self._write(line(ended))
        self._show()

    def done(self, over: Sequence[Ended], left: Collection[Job], stopped: str | None) -> None:
        """Sum up: again what is not in order, with its reasons, then how many of what."""
        if self.out.isatty():
            self.out.write(_CLEAR)
        for ended in over:
            if ended.state is State.FAILED:
                reasons = [it for it in site_lines(ended.job.log) if it.startswith("FAILED")]
                self._write(f"\n{ended.job.name} failed; its log: {ended.job.log}", *(f"  {it}" for it in reasons))
        if left:
            names = ", ".join(sorted(job.name for job in left)[:_WIDEST])
            more = f" and {len(left) - _WIDEST} more" if len(left) > _WIDEST else ""
            self._write(f"\nnot begun ({stopped}): {names}{more}")
        counts = ", ".join(f"{self._over[state]} {state}" for state in State)
        self._write(f"{len(over)} of {self.total} spiders in {_span(self._elapsed)}: {counts}, {len(left)} not begun")

    def _show(self) -> None:
        if not self.out.isatty():
            return
        names = ", ".join(list(self._running)[:_WIDEST])
        more = f" and {len(self._running) - _WIDEST} more" if len(self._running) > _WIDEST else ""
        over = sum(self._over.values())
        self.out.write(f"{_CLEAR}{over} of {self.total} done, {_span(self._elapsed)}: {names}{more}"[:120])
        self.out.flush()

    def _write(self, *lines: str) -> None:
        before = _CLEAR if self.out.isatty() else ""
        self.out.write(before + "".join(f"{it}\n" for it in lines))
        self.out.flush()

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self._started


def line(ended: Ended) -> str:
    """One crawl that is over: how, whose, how long it took, and why or what it gave."""
    verdict = "FAILED" if ended.state is State.FAILED else str(ended.state)
    sites = site_lines(ended.job.log)
    what = ended.why or "; ".join(it[7:] for it in sites if it.startswith("FAILED") == (verdict == "FAILED"))
    return f"{verdict:6} {ended.job.name} ({_span(ended.seconds)}): {what or f'see {ended.job.log}'}"


def exit_code(over: Sequence[Ended], left: Collection[Job]) -> int:
    """The exit code of a command whose crawls ended so; what somebody should look at outweighs what is to be done later."""
    states = {ended.state for ended in over}
    if State.FAILED in states:
        return FAILED
    return LATER if left or State.LATER in states else OK


def site_lines(log: Path) -> list[str]:
    """What a crawl's log says at its end of each site; nothing where it has no such lines."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    return [found[1] for it in text.splitlines() if (found := _SITE.search(it)) is not None]


def _span(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))
