"""When a spider is due: a year's calendar, back-off, and what must hold on any day."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.agencies import directory
from govreports.deadlines import deadline
from govreports.scheduling.due import Due, Pace, Past, Subject, next_due

DAY = timedelta(days=1)
BUREAU = partial(deadline, directory().find(["聊城市生态环境局"]))
CITY = partial(deadline, directory().find(["聊城市人民政府"]))
JANUARY_1 = date(2026, 1, 1)
DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
DEADLINES = st.sampled_from([BUREAU, CITY, None])
NEVER = date(2099, 1, 1)


def _due(past: Past, today: date, until: Callable[[int], date] | None = BUREAU, name: str = "liaocheng_sthjj") -> Due:
    return next_due(Subject(name, until), past, today)


def _year(until: Callable[[int], date], comes: date, name: str = "liaocheng_sthjj", **pace: int) -> Iterator[date]:
    """The days of 2026 on which a spider runs that has run on 15 December, if its report of 2025 is there from *comes* on."""
    past = Past(date(2025, 12, 15), newest=2024)
    while (day := next_due(Subject(name, until), past, NEVER, Pace.of(pace)).on).year < 2027:
        past = Past(day, newest=2025 if day >= comes else past.newest)
        if day.year == 2026:
            yield day


def _between(days: list[date], first: date, last: date) -> int:
    return sum(first <= day <= last for day in days)


def test_what_was_never_crawled_is_due() -> None:
    assert _due(Past(), JANUARY_1) == Due("liaocheng_sthjj", JANUARY_1, "never crawled")


def test_a_departments_year_is_dense_around_its_deadline() -> None:
    days = list(_year(BUREAU, comes=date(2026, 2, 12)))
    assert _between(days, date(2026, 1, 1), date(2026, 1, 14)) <= 1
    # Every third day until 31 January, every second until it is in, then weekly until the end of February.
    assert _between(days, date(2026, 1, 15), date(2026, 1, 31)) in {5, 6}
    assert _between(days, date(2026, 2, 1), date(2026, 2, 13)) in {6, 7}
    assert _between(days, date(2026, 2, 14), date(2026, 2, 28)) in {2, 3}
    assert _between(days, date(2026, 4, 1), date(2026, 12, 31)) in {9, 10}


def test_a_government_is_awaited_until_the_end_of_march() -> None:
    days = list(_year(CITY, comes=date(2026, 3, 28)))
    assert _between(days, date(2026, 1, 15), date(2026, 3, 28)) in range(23, 27)
    assert _between(days, date(2026, 4, 1), date(2026, 4, 28)) in {4, 5}
    assert _between(days, date(2026, 6, 1), date(2026, 12, 31)) in {7, 8}


def test_a_report_that_never_comes_is_given_up_in_steps() -> None:
    days = list(_year(CITY, comes=NEVER))
    assert _between(days, date(2026, 4, 1), date(2026, 4, 28)) in {13, 14}
    assert _between(days, date(2026, 4, 29), date(2026, 6, 29)) in {8, 9}
    assert _between(days, date(2026, 7, 1), date(2026, 12, 31)) in {6, 7}


@pytest.mark.parametrize(
    ("today", "newest", "why"),
    [
        (date(2026, 1, 20), 2024, "the report of 2025 is awaited until 2026-01-31: every 3 days"),
        (date(2026, 1, 20), None, "the report of 2025 is awaited until 2026-01-31: every 3 days"),
        (date(2026, 1, 20), 2025, "the report of 2025 is in: every 7 days for corrections"),
        (date(2026, 2, 3), 2024, "the report of 2025 was to be there on 2026-01-31: every 2 days"),
        (date(2026, 3, 9), 2024, "the report of 2025 was to be there on 2026-01-31: every 7 days"),
        (date(2026, 6, 1), 2024, "a look every 28 days for what changed or vanished"),
        (date(2026, 6, 1), 2025, "a look every 28 days for what changed or vanished"),
    ],
)
def test_the_reason_is_said(today: date, newest: int | None, why: str) -> None:
    assert _due(Past(today, newest=newest), today).why == why


def test_a_site_that_was_left_for_good_is_swept_only() -> None:
    days = [_due(Past(JANUARY_1 + n * DAY, newest=2020), JANUARY_1, None) for n in range(0, 90, 10)]
    assert {due.why for due in days} == {"a look every 28 days for what changed or vanished"}


def test_failures_are_tried_again_ever_more_rarely() -> None:
    summer = date(2026, 6, 1)
    waits = [(_due(Past(summer, failures=n), summer).on - summer).days for n in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 28, 28, 28]
    assert _due(Past(summer, failures=3), summer).why == "failed the last 3 times"


def test_a_failing_site_whose_report_is_awaited_waits_for_a_week_at_most() -> None:
    waits = [(_due(Past(date(2026, 1, 16), failures=n), date(2026, 1, 16)).on).day - 16 for n in range(1, 6)]
    assert waits == [1, 2, 4, 7, 7]


def test_what_was_cut_short_is_due_at_once_whatever_was_before() -> None:
    due = _due(Past(JANUARY_1, failures=4, cut_short=True), JANUARY_1)
    assert (due.on, due.why) == (JANUARY_1, "its last run was cut short")


def test_a_host_that_refused_is_left_alone_whatever_else_is_known() -> None:
    closed = date(2026, 1, 21)
    for past in (Past(date(2026, 1, 20), failures=1), Past(date(2026, 1, 20), cut_short=True), Past()):
        due = _due(replace(past, closed_until=closed), date(2026, 1, 20))
        assert (due.on, due.why) == (date(2026, 1, 22), "a host is left alone until 2026-01-21")
    assert _due(Past(date(2026, 1, 20), failures=3, closed_until=closed), date(2026, 1, 20)).on == date(2026, 1, 24)


def test_a_clock_that_was_wrong_once_puts_nothing_off_for_years() -> None:
    assert _due(Past(date(2036, 1, 1)), date(2026, 6, 1)).on <= date(2026, 6, 29)


@pytest.mark.parametrize("start", [date(2026, 6, 1), date(2026, 1, 14)])
def test_spiders_that_ran_on_one_day_are_spread_over_the_interval(start: date) -> None:
    past = Past(start, newest=2024)
    names = [f"spider_{n}" for n in range(1000)]
    first = {name: _due(past, start, name=name).on for name in names}
    counts = Counter(first.values())
    second = Counter(_due(Past(day, newest=2024), day, name=name).on for name, day in first.items())
    interval = 3 if start.month == 1 else 28
    assert len(second) >= interval
    assert max(second.values()) < 2.2 * 1000 / interval
    assert max(counts.values()) < 2.2 * 1000 / (interval / 2)


def test_all_sites_are_not_asked_on_the_first_day_of_the_season() -> None:
    past = Past(date(2026, 1, 2), newest=2024)
    counts = Counter(_due(past, date(2026, 1, 10), name=f"spider_{n}").on for n in range(900))
    for day in (15, 16, 17):
        assert 200 < counts[date(2026, 1, day)] < 400


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2026, 1, 16), date(2026, 5, 20)), st.sampled_from([BUREAU, CITY]), NAMES)
def test_a_new_report_is_met_within_three_days_or_a_week_where_it_is_late(
    comes: date, until: Callable[[int], date], name: str
) -> None:
    (found, *_later) = [day for day in _year(until, comes, name) if day >= comes]
    is_very_late = comes > until(2025) + 26 * DAY
    assert (found - comes).days <= (7 if is_very_late else 3) or comes > until(2025) + 83 * DAY


@given(DAYS, DEADLINES, NAMES, st.integers(0, 40), st.one_of(st.none(), st.integers(2018, 2036)))
def test_no_run_is_followed_by_one_on_its_own_day_nor_later_than_by_the_sweep(
    last: date, until: Callable[[int], date] | None, name: str, failures: int, newest: int | None
) -> None:
    due = next_due(Subject(name, until), Past(last, failures, newest=newest), last)
    assert last < due.on <= last + Pace().sweep * DAY
    # What is due stays due, on the same day and for the same reason, until it has run.
    later = due.on + 5 * DAY
    assert next_due(Subject(name, until), Past(last, failures, newest=newest), later) == due


@given(DAYS, NAMES, st.integers(1, 400))
def test_any_pace_holds_its_own_bound(last: date, name: str, sweep: int) -> None:
    pace = Pace.of({"sweep": sweep, "late": 30, "settling": 60, "before": 9})
    assert last < next_due(Subject(name, CITY), Past(last), last, pace).on <= last + sweep * DAY


def test_in_quiet_months_a_spider_keeps_its_own_day_of_four_weeks() -> None:
    days = [day for day in _year(BUREAU, comes=date(2026, 1, 20)) if day > date(2026, 4, 1)]
    assert {(after - before).days for before, after in pairwise(days)} == {28}


def test_a_changed_number_counts() -> None:
    assert len(list(_year(BUREAU, NEVER, sweep=7))) > len(list(_year(BUREAU, NEVER))) + 20


@pytest.mark.parametrize("changes", [{"swep": 3}, {"sweep": 0}, {"sweep": "often"}, {"late": -1}])
def test_numbers_that_are_none_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="SCHEDULE"):
        Pace.of(changes)
