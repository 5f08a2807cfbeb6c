"""The hours in which sites may be asked, and the day that requests are counted by, where the sites are."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

CRAWL_WINDOW: Final = "CRAWL_WINDOW"
"""The setting that holds the window: ``22:00-07:00``, seconds if wanted; empty for all day."""
CRAWL_WINDOW_ZONE: Final = "CRAWL_WINDOW_ZONE"
"""The setting that names the time zone of the window, and of the days of HOST_REQUESTS_PER_DAY."""

_TIME: Final = r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?"
_WINDOW: Final = re.compile(rf"\s*{_TIME}\s*-\s*{_TIME}\s*", re.ASCII)


class WindowError(ValueError):
    """The window's settings say no hours; the message is a sentence for whoever wrote them."""


@dataclass(frozen=True, slots=True)
class Window:
    """From *opens* until before *closes*, every day; over midnight where it closes earlier than it opens.

    >>> night = Window.parse("22:00-07:00")
    >>> [night.is_open(time(hour)) for hour in (21, 22, 0, 6, 7)]
    [False, True, True, True, False]
    """

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> "Window":
        """The window that *text* says.

        Raises:
            WindowError: it says none.
        """
        match = _WINDOW.fullmatch(text)
        if match is None:
            raise WindowError(f"{CRAWL_WINDOW} is two times of a day like 22:00-07:00, not {text!r}")
        from_hour, from_minute, from_second, to_hour, to_minute, to_second = (int(it or 0) for it in match.groups())
        opens, closes = time(from_hour, from_minute, from_second), time(to_hour, to_minute, to_second)
        if opens == closes:
            raise WindowError(f"{CRAWL_WINDOW} {text!r} opens and closes at one moment; leave it empty for all day")
        return cls(opens, closes)

    def is_open(self, at: time) -> bool:
        """Whether it is open at that time of the day."""
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes

    def next_opening(self, now: datetime) -> datetime:
        """When it opens next after *now*, by the clock of *now*'s zone.

        >>> str(Window.parse("22:00-07:00").next_opening(datetime(2026, 1, 2, 23, 30)))
        '2026-01-03 22:00:00'
        """
        today = datetime.combine(now.date(), self.opens, now.tzinfo)
        return today if today > now else datetime.combine(now.date() + timedelta(days=1), self.opens, now.tzinfo)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}" if not self._has_seconds else f"{self.opens}-{self.closes}"

    @property
    def _has_seconds(self) -> bool:
        return bool(self.opens.second or self.closes.second)


def window_of(settings: "BaseSettings") -> Window | None:
    """The window that the settings say; None for all day.

    Raises:
        WindowError: they say something else.
    """
    text = str(settings.get(CRAWL_WINDOW) or "")
    return Window.parse(text) if text.strip() else None


def zone_of(settings: "BaseSettings") -> ZoneInfo:
    """The zone of the window's hours and of days.

    Raises:
        WindowError: no zone is called so.
    """
    name = str(settings.get(CRAWL_WINDOW_ZONE) or "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WindowError(f"{CRAWL_WINDOW_ZONE} names a time zone like Asia/Shanghai, not {name!r}") from None
