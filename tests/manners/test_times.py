"""Hours in which sites may be asked, and how long they ask to be left alone."""

from datetime import UTC, datetime, time

import pytest
from scrapy.settings import Settings

from govreports.manners.retry_after import seconds_asked
from govreports.manners.window import Window, WindowError, window_of, zone_of

_NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "open_at", "shut_at"),
    [
        ("22:00-07:00", ["22:00:00", "23:59:59", "00:00:00", "06:59:59"], ["07:00:00", "12:00:00", "21:59:59"]),
        ("9:00-17:30", ["09:00:00", "17:29:59"], ["08:59:59", "17:30:00", "00:00:00"]),
        ("00:00-23:59:59", ["00:00:00", "23:59:58"], ["23:59:59"]),
        ("23:59:58-00:00:01", ["23:59:58", "00:00:00"], ["00:00:01", "23:59:57"]),
    ],
)
def test_windows_are_open_from_their_first_moment_until_before_their_last(
    text: str, open_at: list[str], shut_at: list[str]
) -> None:
    window = Window.parse(text)
    assert [window.is_open(time.fromisoformat(at)) for at in open_at] == [True] * len(open_at)
    assert [window.is_open(time.fromisoformat(at)) for at in shut_at] == [False] * len(shut_at)


@pytest.mark.parametrize(
    "text", ["22-7", "22:00", "24:00-07:00", "22:00-07:60", "nachts", "07:00-07:00", "22:00-٠7:00"]
)
def test_what_says_no_hours_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(WindowError, match="CRAWL_WINDOW"):
        window_of(Settings({"CRAWL_WINDOW": text}))


def test_no_window_is_all_day_and_zones_are_known() -> None:
    assert window_of(Settings({"CRAWL_WINDOW": ""})) is None
    assert window_of(Settings({"CRAWL_WINDOW": None})) is None
    assert str(zone_of(Settings({}))) == "Asia/Shanghai"
    for name in ("Asia/Nowhere", "../etc/passwd"):
        with pytest.raises(WindowError, match="CRAWL_WINDOW_ZONE"):
            zone_of(Settings({"CRAWL_WINDOW_ZONE": name}))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 29 Nov 2026 12:02:00 GMT", 120.0),
        ("Sunday, 29-Nov-26 12:02:00 GMT", 120.0),
        ("Sun, 29 Nov 2026 20:02:00 +0800", 120.0),
        ("Sun, 29 Nov 2026 11:00:00 GMT", 0.0),
        ("9" * 40, 366 * 86_400.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("١٢", None),
        ("", None),
        ("Sun, 29 Nov 99999 12:02:00 GMT", None),
    ],
)
def test_how_long_a_host_asks_to_be_left_alone(value: str, seconds: float | None) -> None:
    assert seconds_asked(value, _NOW) == seconds
