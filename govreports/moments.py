"""Moments as everything here writes them: in UTC, to the second, in ISO's long form or as the name of a run."""

from datetime import UTC, datetime
from typing import Final

_ISO: Final = "%Y-%m-%dT%H:%M:%SZ"
_RUN: Final = "%Y%m%dT%H%M%SZ"


def iso(moment: datetime) -> str:
    """*moment*, which must have a time zone, as ``2026-11-22T03:04:05Z``."""
    return moment.astimezone(UTC).strftime(_ISO)


def iso_now() -> str:
    """This moment, as ``2026-11-22T03:04:05Z``."""
    return iso(datetime.now(UTC))


def run_at(moment: datetime) -> str:
    """What a run is called that was started at *moment*: ``20261122T030405Z``."""
    return moment.astimezone(UTC).strftime(_RUN)


def started(run: str) -> datetime:
    """When the run of that name was started.

    Raises:
        ValueError: it is no run's name.
    """
    return datetime.strptime(run, _RUN).replace(tzinfo=UTC)
