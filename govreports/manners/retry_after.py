"""How long a host asks to be left alone: the header Retry-After (RFC 9110, 10.2.3)."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

BUSY: Final = frozenset({429, 503})
"""The answers that say "too much": Retry-After counts with these."""

_LONGEST: Final = 366 * 86_400


def seconds_asked(value: str, now: float) -> float | None:
    """How many seconds from *now* (since 1970) the header asks to wait, a year at most; None where it says nothing.

    >>> seconds_asked("120", 0.0), seconds_asked("Thu, 01 Jan 1970 00:01:00 GMT", 20.0), seconds_asked("soon", 0.0)
    (120.0, 40.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdecimal():
        # More digits than a number of seconds has are a slip, and could not be counted with.
        return float(min(int(value[:12]), _LONGEST))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    moment = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), _LONGEST)
