"""What only one process may do at a time."""

import sys
from pathlib import Path

from govreports.exits import FAILED, LATER
from govreports.locks import FileLock


def alone(path: Path, command: str, busy: str) -> FileLock | int:
    """The lock on *path*, taken; or the exit code for *command* where it cannot be had, with a sentence that says why.

    *busy* is what to say where somebody else holds it.
    """
    lock = FileLock(path)
    try:
        if lock.take():
            return lock
    except OSError as error:
        sys.stderr.write(f"{command}: nothing is crawled: {error}\n")
        return FAILED
    sys.stderr.write(f"{command}: {busy}\n")
    return LATER
