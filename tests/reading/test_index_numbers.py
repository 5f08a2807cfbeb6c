"""Index numbers taken apart. Numbers and codes are of the forms that real sites print."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents import read_document
from govreports.reading.index_numbers import is_credit_code, is_organisation_code, parse_index_number
from govreports.reading.metadata import read_metadata

# How long one example takes is the machine's affair.
patient = settings(deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("printed", "family", "parts"),
    [
        (
            "404796340/2021-2750940",
            "organisation_code",
            {"organisation_code": "404796340", "year": 2021, "serial": "2750940", "checksum_valid": True},
        ),
        (
            "01527918X-2020-153077",
            "organisation_code",
            {"organisation_code": "01527918X", "year": 2020, "serial": "153077", "checksum_valid": True},
        ),
        (
            "K4589961-7/2026-00221",
            "organisation_code",
            {"organisation_code": "K45899617", "year": 2026, "serial": "00221", "checksum_valid": True},
        ),
        (
            "035210000/2019-1",
            "organisation_code",
            {"organisation_code": "035210000", "year": 2019, "serial": "1", "checksum_valid": False},
        ),
        (
            "11371500004428039E/2026-45963799",
            "credit_code",
            {
                "credit_code": "11371500004428039E",
                "organisation_code": "004428039",
                "region_code": "371500",
                "year": 2026,
                "serial": "45963799",
                "checksum_valid": True,
            },
        ),
        (
            "330200-01-02-20190102-00012",
            "region_code",
            {"region_code": "330200", "local_code": "01-02-20190102", "year": 2019, "serial": "00012"},
        ),
        ("GSD01222001-2019-00012", "local", {"local_code": "GSD01222001", "year": 2019, "serial": "00012"}),
        ("20191202-189769", "other", {}),
        ("null02D/01A/D3C20190807", "other", {}),
        ("00000001/2018-00042", "other", {}),
        ("/2021-None", "other", {}),
        ("/202502-00026", "other", {}),
    ],
)
def test_families(printed: str, family: str, parts: dict[str, object]) -> None:
    found = parse_index_number(printed)
    assert found is not None
    assert found.model_dump(exclude_none=True) == {"family": family, **parts}


def test_nothing_to_take_apart() -> None:
    assert parse_index_number(" ") is None
    assert parse_index_number("1" * 100_000) is None


def test_the_number_itself_stays_as_printed() -> None:
    page = "<p>索引号：11371500004407014R／2022-00123 发布机构：聊城市生态环境局</p>"
    metadata = read_metadata(read_document(page.encode())).metadata
    assert metadata.index_number == "11371500004407014R／2022-00123"
    assert metadata.index_parts is not None
    assert metadata.index_parts.checksum_valid is False


@patient
@given(st.text(max_size=100))
def test_any_text_has_a_family_or_none(printed: str) -> None:
    parse_index_number(printed)
    assert is_organisation_code(printed) in {True, False}
    assert is_credit_code(printed) in {True, False}


@patient
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_one_check_digit_is_right(body: str) -> None:
    right = [check for check in "0123456789X" if is_organisation_code(body + check)]
    assert len(right) == 1
