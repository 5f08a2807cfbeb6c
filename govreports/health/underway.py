"""Runs that have begun and left no report: they are on, or somebody killed them, or the machine went down.

A run leaves its name in ``runs/<spider>/underway``, a file that its process keeps locked, and takes the file away when its
report is written. So a file that nobody holds names runs that were cut off. They have lost nothing, for the next run does
their work; but where every run is killed, nothing else would say so for weeks.
"""

import logging
from pathlib import Path
from typing import Final

from govreports.locks import FileLock, is_locked
from govreports.moments import started
from govreports.whole import whole_file

logger = logging.getLogger(__name__)

_FILE: Final = "underway"


class Underway:
    """The mark that a run leaves in *folder*, where its spider's reports lie. Every method may raise OSError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._lock = FileLock(self._path)
        self.cut_off: tuple[str, ...] = ()
        """The runs before this one that left no report, oldest first."""

    def begin(self, run: str) -> None:
        """Leave the mark of *run*; nothing happens where another run of the spider is on, and has left its own."""
        if not self._lock.take():
            return
        self.cut_off = _runs_in(self._path)
        # Added to, for this run may be killed before it can tell of them.
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{run}\n")

    def end(self) -> None:
        """Take the mark away: the run has told of itself and of those before it."""
        if self._lock.is_held:
            self._path.unlink(missing_ok=True)
            self._lock.release()

    def withdraw(self) -> None:
        """Leave the mark as it was before: the run has nothing to tell."""
        if self._lock.is_held and self.cut_off:
            with whole_file(self._path) as file:
                file.write("".join(f"{run}\n" for run in self.cut_off).encode())
            self._lock.release()
        self.end()


def cut_off_runs(room: Path) -> dict[str, tuple[str, ...]]:
    """The runs in *room* that left no report and are not on, oldest first, by the name that their spider's things have."""
    found = {}
    for path in sorted(room.rglob(_FILE)):
        try:
            runs = () if is_locked(path) else _runs_in(path)
        except OSError as error:
            logger.warning("%s: cannot be read, passed over: %s", path, error)
            continue
        if runs:
            found[path.parent.relative_to(room).as_posix()] = runs
    return found


def _runs_in(path: Path) -> tuple[str, ...]:
    """The runs that are named in the file and have no report; a machine that goes down may leave anything in it."""
    words = path.read_text("utf-8", errors="replace").split()
    # One that was killed when its report was written, and before it could take the mark away, has told what there is.
    return tuple(word for word in words if _is_run(word) and not path.with_name(f"{word}.json").exists())


def _is_run(word: str) -> bool:
    try:
        started(word)
    except ValueError:
        return False
    return True
