"""Until when a report must be public."""

from datetime import UTC, date, datetime

import pytest

from govreports.agencies import directory
from govreports.deadlines import days_late, deadline, expected_year, is_bound, today_there


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("聊城市生态环境局", 2025, date(2026, 1, 31)),
        ("聊城市人民政府办公室", 2025, date(2026, 1, 31)),
        ("生态环境部", 2025, date(2026, 1, 31)),
        ("聊城市人民政府", 2025, date(2026, 3, 31)),
        ("平潭综合实验区管委会", 2025, date(2026, 3, 31)),
        ("聊城市生态环境局", 2019, date(2020, 1, 31)),
        ("聊城市生态环境局", 2018, date(2019, 3, 31)),
        ("聊城市生态环境局东昌府区分局", 2025, date(2026, 3, 31)),
    ],
)
def test_the_law_names_a_day_for_each_kind_of_agency(name: str, year: int, day: date) -> None:
    agency = directory().find([name])
    assert agency is not None
    assert deadline(agency, year) == day


def test_what_the_law_does_not_name_is_expected_by_its_last_day_and_not_bound() -> None:
    assert deadline(None, 2025) == date(2026, 3, 31)
    assert not is_bound(None)
    assert not is_bound(directory().find(["平潭综合实验区管委会"]))
    assert is_bound(directory().find(["聊城市生态环境局"]))


@pytest.mark.parametrize(
    ("today", "bureau", "city"),
    [
        (date(2026, 1, 1), 2024, 2024),
        (date(2026, 1, 31), 2024, 2024),
        (date(2026, 2, 1), 2025, 2024),
        (date(2026, 3, 31), 2025, 2024),
        (date(2026, 4, 1), 2025, 2025),
        (date(2026, 12, 31), 2025, 2025),
        (date(2019, 2, 1), 2017, 2017),
    ],
)
def test_a_year_is_expected_from_the_day_after_its_deadline(today: date, bureau: int, city: int) -> None:
    assert expected_year(directory().find(["聊城市生态环境局"]), today) == bureau
    assert expected_year(directory().find(["聊城市人民政府"]), today) == city


def test_lateness_is_counted_in_days_after_the_deadline() -> None:
    bureau = directory().find(["聊城市生态环境局"])
    assert [days_late(bureau, 2025, date(2026, 1, day)) for day in (30, 31)] == [0, 0]
    assert days_late(bureau, 2025, date(2026, 2, 14)) == 14


def test_the_day_is_china_s() -> None:
    assert today_there(datetime(2026, 1, 31, 15, 59, tzinfo=UTC)) == date(2026, 1, 31)
    assert today_there(datetime(2026, 1, 31, 16, 0, tzinfo=UTC)) == date(2026, 2, 1)
