"""How much of the machine's memory this process has, in MB."""

import resource
from pathlib import Path
from typing import Final

_KILOBYTES: Final = 1024
_STATUS: Final = Path("/proc/self/status")


def resident() -> float:
    """What it has now; where the system does not say, the most that it ever had."""
    return _told("VmRSS")


def peak() -> float:
    """The most that it ever had."""
    return _told("VmHWM")


def _told(what: str) -> float:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES
    # What the system counts elsewhere includes the process that started this one.
    lines = dict(line.split(":", 1) for line in _STATUS.read_text("utf-8").splitlines())
    return float(lines[what].split()[0]) / _KILOBYTES
