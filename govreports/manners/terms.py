"""The terms that sites are asked on, as the settings say them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from govreports.manners.window import SettingError, Window, window_of, zone_of

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Terms:
    """When sites may be asked, how often, and what they are left alone for; times in seconds."""

    window: Window | None
    zone: ZoneInfo
    """Of the window's hours, and of days."""
    refusal: float
    """How long a host is left alone that has refused us; 0 for the rest of the run."""
    longest_wait: float
    """How long a run waits where a host asks for it."""
    most_a_day: int
    """How many requests a host gets in a day; 0 for as many as it takes."""
    allows_private: bool

    @classmethod
    def of(cls, settings: "BaseSettings") -> "Terms":
        """The terms of a crawl.

        Raises:
            SettingError: a setting says nothing that can be kept.
        """
        return cls(
            window=window_of(settings),
            zone=zone_of(settings),
            refusal=_number(settings, "REFUSAL_HOURS") * _HOUR,
            longest_wait=_number(settings, "RETRY_AFTER_MAX"),
            most_a_day=int(_number(settings, "HOST_REQUESTS_PER_DAY")),
            allows_private=settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
        )


def _number(settings: "BaseSettings", name: str) -> float:
    try:
        number = settings.getfloat(name)
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number < float("inf"):
        raise SettingError(f"{name} is a number from 0 on, not {settings.get(name)!r}")
    return number
