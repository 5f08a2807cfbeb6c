"""Until when the law wants an agency's report to be public, and so which report must be there on a given day.

The Regulation on Open Government Information (政府信息公开条例, 2019, Art. 49) names two days of the year that follows the
report's: departments of governments from the county up publish by 31 January, governments by 31 March. Under the
Regulation of 2007 (Art. 31) all published by 31 March. Townships, and what is neither a government nor a department of one
(branches, schools), have no day there; what local rules ask of them varies. Of those nothing is expected before 31 March,
the last day that the law knows. Days are China's: `today_there` says which it is.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final

from govreports.agencies.kinds import Kind, kind_of
from govreports.records import Agency

FIRST_YEAR: Final = 2008
"""The first year there are reports of: the Regulation of 2007 is in force since May 2008."""

_NEW_REGULATION: Final = 2019
"""The first report year under the Regulation of 2019."""

_LAST: Final = (3, 31)
_DAYS: Final[Mapping[Kind, tuple[int, int]]] = MappingProxyType(
    {
        "department": (1, 31),
        "government": (3, 31),
        # The committee of a zone publishes as governments do (rule Q702); the Regulation does not name it.
        "zone": (3, 31),
    }
)
# One time zone for the whole country, and no summer time since 1991.
_CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def deadline(agency: Agency | None, report_year: int) -> date:
    """The last day on which *agency* may publish its report of *report_year* in time; of an unknown one, the law's last.

    >>> from govreports.agencies import directory
    >>> bureau, city = (directory().find([name]) for name in ("聊城市生态环境局", "聊城市人民政府"))
    >>> str(deadline(bureau, 2025)), str(deadline(city, 2025)), str(deadline(bureau, 2017))
    ('2026-01-31', '2026-03-31', '2018-03-31')
    """
    kind = kind_of(agency.name) if agency is not None else None
    month, day = _DAYS.get(kind, _LAST) if kind is not None and report_year >= _NEW_REGULATION else _LAST
    return date(report_year + 1, month, day)


def is_bound(agency: Agency | None) -> bool:
    """Whether the Regulation names a day for *agency*, so that a report after it is late by law and not by our guess."""
    return agency is not None and kind_of(agency.name) in {"department", "government"}


def expected_year(agency: Agency | None, today: date) -> int:
    """The latest year whose report *agency* must have published before *today*: its last day is still in time.

    >>> expected_year(None, date(2026, 3, 31)), expected_year(None, date(2026, 4, 1))
    (2024, 2025)
    """
    last = today.year - 1
    return last if deadline(agency, last) < today else last - 1


def days_late(agency: Agency | None, report_year: int, today: date) -> int:
    """How many days *today* is past the deadline of *report_year*; 0 up to it.

    >>> days_late(None, 2025, date(2026, 4, 10)), days_late(None, 2025, date(2026, 2, 1))
    (10, 0)
    """
    return max(0, (today - deadline(agency, report_year)).days)


def today_there(now: datetime | None = None) -> date:
    """The day in China at *now*, which has a time zone; by default at this moment."""
    return (now or datetime.now(UTC)).astimezone(_CHINA).date()
