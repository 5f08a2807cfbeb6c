"""What is counted of a run as it goes."""

from datetime import date

from govreports.health.gathering import MOST_AGENCIES, Latencies, Tally
from govreports.records import Agency
from tests.health.made import BUREAU, agency, record

_TODAY = date(2026, 6, 1)


def _share(tally: Tally, field: str) -> tuple[int, int]:
    (found,) = [it for it in tally.coverage if it.field == field]
    return found.present, found.of


def test_fields_are_counted_where_a_record_can_have_them() -> None:
    tally = Tally()
    tally.add(record(year=2024))
    tally.add(record(year=2023, title=None, form="2021"))
    assert _share(tally, "title") == (1, 2)
    assert _share(tally, "table requests") == (0, 1)
    assert (tally.records, tally.incomplete, tally.invalid) == (2, 1, 0)
    assert tally.examples[0].fields == ("title",)


def test_parsed_without_a_table_is_incomplete() -> None:
    tally = Tally()
    tally.add(record(tables_state="parsed", form="2021"))
    assert tally.examples[0].fields == ("tables where parsed",)


def test_a_record_that_breaks_the_schema_is_counted_and_harms_nothing() -> None:
    tally = Tally()
    tally.add({**record(), "year": "2024"})
    tally.add({"report_id": "x"})
    assert (tally.records, tally.invalid) == (2, 2)
    assert tally.examples[0].fields == ("year",)


def test_years_are_present_late_missing_or_overdue() -> None:
    tally = Tally()
    for year, day in ((2020, "2021-01-20"), (2021, "2022-02-03"), (2023, "2024-01-31"), (2024, "2026-05-01")):
        metadata = {**record()["metadata"], "published_date": day, "published_date_from": "block"}
        tally.add(record(year=year, metadata=metadata))
    (told,) = tally.agencies(agency(), _TODAY)
    # That of 2024 was published again when its site moved: it need not have been late.
    assert told.years == {
        2020: "present",
        2021: "late",
        2022: "missing",
        2023: "present",
        2024: "present",
        2025: "overdue",
    }
    assert told.is_overdue
    assert (told.awaited(date(2027, 1, 31)), told.awaited(date(2027, 2, 1))) == (2025, 2026)


def test_of_another_agency_that_is_silent_for_years_nothing_is_awaited() -> None:
    tally = Tally()
    tally.add(record("聊城市人民政府办公室", 2016))
    tally.add(record("聊城市水利局", 2024))
    told = {it.name: it for it in tally.agencies(agency(), _TODAY)}
    assert told["聊城市人民政府办公室"].years == {2016: "present"}
    assert not told["聊城市人民政府办公室"].is_awaited
    assert told["聊城市水利局"].is_overdue


def test_the_site_s_own_agency_is_awaited_though_nothing_was_met() -> None:
    (told,) = Tally().agencies(agency(), _TODAY)
    assert (told.name, told.years) == (BUREAU, {2025: "overdue"})


def test_what_is_named_is_named_up_to_a_limit() -> None:
    tally, made = Tally(), record()
    for number in range(MOST_AGENCIES + 20):
        other = Agency(id=f"371500-x{number}", name=BUREAU, region_code=None, sector=None, level=None)
        tally.add({**made, "title": None, "agency": other.model_dump()})
    assert len(tally.agencies(None, _TODAY)) == MOST_AGENCIES
    assert tally.agencies_left_out == 20
    assert (len(tally.examples), tally.incomplete) == (10, MOST_AGENCIES + 20)


def test_the_median_of_latencies_is_right_to_five_percent() -> None:
    latencies = Latencies()
    assert latencies.median is None
    for seconds in (0.0, 0.2, 0.3, 0.5, 40.0):
        latencies.add(seconds)
    assert latencies.median is not None
    assert abs(latencies.median - 0.3) < 0.015


def test_requests_and_answers_are_counted_by_host() -> None:
    tally = Tally()
    for host in ("a", "b", "b"):
        tally.asked(host)
    tally.answered("b", 100, 0.1)
    tally.answered("b", 50, None)
    assert [(it.host, it.requests, it.received) for it in tally.hosts] == [("b", 2, 150), ("a", 1, 0)]
