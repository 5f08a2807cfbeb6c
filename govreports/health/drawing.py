"""Numbers as small bars, and as people write them: what pages need beside their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_WIDTH, _HEIGHT, _GAP = 240.0, 48.0, 3.0
_WIDEST: Final = 18.0
_LOWEST: Final = 1.5
"""So much of a bar is to be seen even of nothing."""
_CHINA: Final = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Bar:
    """One run in a chart: where its bar stands in an image of 240 by 48, what it is called, and how it is drawn."""

    x: float
    y: float
    width: float
    height: float
    title: str
    look: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; *last* is the newest one's value in words."""

    title: str
    last: str
    bars: tuple[Bar, ...]


def bars(values: Sequence[float | None], titles: Sequence[str], looks: Sequence[str]) -> tuple[Bar, ...]:
    """A bar for each of *values*, the newest at the right edge; none for what is not known."""
    if not values:
        return ()
    step = min(_WIDEST, _WIDTH / len(values))
    most = max((it for it in values if it is not None), default=0.0) or 1.0
    left = _WIDTH - step * len(values)
    found = []
    for place, (value, title, look) in enumerate(zip(values, titles, looks, strict=True)):
        if value is not None:
            height = max(_LOWEST, value / most * _HEIGHT)
            x = left + place * step + _GAP / 2
            found.append(
                Bar(round(x, 1), round(_HEIGHT - height, 1), round(step - _GAP, 1), round(height, 1), title, look)
            )
    return tuple(found)


def span(seconds: float | None) -> str:
    """Seconds as people say them.

    >>> span(48.2), span(200), span(9000), span(None)
    ('48 s', '3 min 20 s', '2 h 30 min', '–')
    """
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    if whole < 600:
        return f"{whole // 60} min {whole % 60} s"
    if whole < 7200:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def size(count: int | None) -> str:
    """Bytes as people say them.

    >>> size(900), size(12_345), size(12_345_678)
    ('900 B', '12 KB', '12 MB')
    """
    if count is None:
        return "–"
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if count >= factor:
            return f"{count / factor:.0f} {unit}" if count >= 10 * factor else f"{count / factor:.1f} {unit}"
    return f"{count} B"


def number(count: float) -> str:
    """A count with its thousands parted.

    >>> number(12345)
    '12\u202f345'
    """
    return f"{count:,.0f}".replace(",", "\u202f")


def moment(time: str) -> str:
    """An ISO time in UTC as the page shows it: in China, where the sites are.

    >>> moment("2026-01-31T16:00:00Z")
    '2026-02-01 00:00'
    """
    try:
        return datetime.fromisoformat(time).astimezone(_CHINA).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time


def ago(time: str, now: datetime) -> str:
    """How long ago *time* was, in words."""
    try:
        days = (now.astimezone(UTC) - datetime.fromisoformat(time).astimezone(UTC)).days
    except ValueError:
        return time
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def web(url: str | None) -> str | None:
    """*url* where it may be a link: of the web, not a script. None otherwise.

    >>> web("http://www.a.gov.cn/1.html"), web("javascript:alert(1)")
    ('http://www.a.gov.cn/1.html', None)
    """
    return url if url is not None and url.startswith(("http://", "https://")) else None
