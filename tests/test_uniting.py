"""Copies of a report become one record; what contradicts each other stays apart and says so."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.records import Attachment, CellNote, Number, Report, Statement, version_of
from govreports.rules.check import check_report
from govreports.uniting import are_copies, plain_url, unite
from tests.rules.made import FORMS, consistent, made_report

CELLS = consistent(FORMS["2021"], lambda: 2)
ONE = "http://www.example.gov.cn/a/1.html"
OTHER = "http://sthjj.example.gov.cn/b/2.html"
SUM = "disputes.reconsideration.total"


def report(
    url: str = ONE,
    cells: Mapping[str, Number | None] | None = CELLS,
    *,
    sha256: str = "1",
    metadata: Mapping[str, Any] | None = None,
    **more: Any,
) -> Report:
    cells = cells if cells is not None else {}
    notes = [CellNote(path=path, raw="", status="blank") for path, value in cells.items() if value is None]
    made = made_report(cells, form="2021" if cells else None, notes=notes, metadata=metadata, **more)
    source = made.source.model_copy(update={"url": url, "sha256": sha256 * 64, "site": url.split("/")[2]})
    text = "".join(made.body.text.split())
    return made.model_copy(update={"source": source, "version": version_of({**cells}, text)})


def changed(**values: Number | None) -> dict[str, Number | None]:
    return {**CELLS, **{path.replace("__", "."): value for path, value in values.items()}}


def rules(record: Report) -> list[str]:
    return [found.rule for found in record.findings]


def test_the_same_report_on_two_hosts_is_one_record_that_names_the_other() -> None:
    plain, with_block = report(ONE), report(OTHER, metadata={"index_number": "404796340/2021-1"})
    (stays,) = unite([plain, with_block])
    assert stays.source.url == OTHER
    assert [also.model_dump() for also in stays.source.also] == [
        {
            "url": ONE,
            "list_url": None,
            "site": "www.example.gov.cn",
            "platform": None,
            "fetched_at": None,
            "sha256": "1" * 64,
        }
    ]
    assert stays.version == with_block.version
    assert rules(stays) == []


def test_more_cells_come_before_metadata_and_both_before_the_earlier_day() -> None:
    fuller = report(ONE)
    poorer = report(OTHER, changed(**{SUM.replace(".", "__"): None}), metadata={"index_number": "1"})
    assert [each.source.url for each in unite([poorer, fuller])] == [ONE]
    late, early = (
        report(url, metadata={"published_date": day}) for url, day in ((ONE, "2023-02-01"), (OTHER, "2023-01-01"))
    )
    assert [each.source.url for each in unite([late, early])] == [OTHER]


def test_other_agencies_and_years_keep_their_own() -> None:
    records = [report(), report(OTHER, agency="聊城市教育局"), report(OTHER, year=2021)]
    assert unite(records) == records


def test_figures_that_differ_stay_apart_and_say_so() -> None:
    one, other = report(ONE), report(OTHER, changed(**{SUM.replace(".", "__"): 99}))
    first, second = unite([one, other])
    assert (first.source.url, second.source.url) == (ONE, OTHER)
    (said,) = first.findings
    assert (said.rule, said.severity, said.path, said.actual, said.expected) == ("Q909", "warning", SUM, 8, 99)
    assert said.message == f"{OTHER} claims to be this report with other figures: {SUM} 8 here, 99 there"
    (said,) = second.findings
    assert (said.actual, said.expected) == (99, 8)
    assert ONE in said.message
    # Held against the rules again, the finding stays: no record alone can make it.
    assert "Q909" in rules(check_report(second))


def test_of_many_differences_the_first_are_named() -> None:
    one = report(ONE)
    other = report(OTHER, {path: value + 1 for path, value in CELLS.items()})
    said = unite([one, other])[0].findings[0]
    assert said.message.endswith(f", and {len(CELLS) - 3} more")


def test_a_figure_that_one_text_states_otherwise_keeps_them_apart() -> None:
    def told(url: str, value: int) -> Report:
        statement = Statement(
            kind="requests.received", value=value, unit="件", qualifiers=[], subject=None, sentence=".", section=None
        )
        return report(url, None, narrative=[statement], text=f"全年共收到申请{value}件。" * 20)

    first, second = unite([told(ONE, 5), told(OTHER, 6)])
    assert rules(first) == rules(second) == ["Q909"]
    assert "narrative.requests.received 5 here, 6 there" in first.findings[0].message
    assert len(unite([told(ONE, 5), told(OTHER, 5)])) == 1


def test_too_little_in_common_is_no_copy_and_no_contradiction() -> None:
    full, empty = report(ONE), report(OTHER, None, sha256="2", text="", sections={})
    first, second = unite([full, empty])
    assert [(found.rule, found.severity) for found in (*first.findings, *second.findings)] == [("Q909", "info")] * 2


def test_noughts_that_agree_prove_nothing() -> None:
    noughts = dict.fromkeys(CELLS, 0)
    one = report(ONE, noughts, text="甲" * 400)
    other = report(OTHER, {**noughts, SUM: None}, sha256="2", text="乙" * 400)
    assert not are_copies(one, other)
    assert are_copies(one, report(OTHER, {**noughts, SUM: None}, sha256="2", text="甲" * 400))


def test_a_page_and_its_own_file_are_copies() -> None:
    file = Attachment(
        url=OTHER, name="年报.pdf", media_type="application/pdf", sha256="2" * 64, archive=None, role="report"
    )
    page = report(ONE, None, text="详见附件。", sections={}, attachments=[file])
    apart = report(OTHER, sha256="2")
    assert are_copies(page, apart)
    assert are_copies(apart, page)
    (stays,) = unite([page, apart])
    assert stays.source.url == OTHER
    assert [also.url for also in stays.source.also] == [ONE]


def test_a_copy_is_not_listed_by_another_spelling_of_its_address() -> None:
    records = [report(url) for url in (ONE, f"{ONE}?ddtab=true", f"{ONE}#top", ONE.replace("http:", "https:"), OTHER)]
    (stays,) = unite(records)
    assert [plain_url(stays.source.url), *(plain_url(also.url) for also in stays.source.also)] in (
        [plain_url(ONE), plain_url(OTHER)],
        [plain_url(OTHER), plain_url(ONE)],
    )


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("http://x.gov.cn/a.html?ddtab=true", "http://x.gov.cn/a.html", True),
        ("http://x.gov.cn/a.html#anchor", "http://x.gov.cn/a.html", True),
        ("http://x.gov.cn/v?id=1&utm_source=wx&utm_medium=b", "http://x.gov.cn/v?id=1", True),
        ("http://x.gov.cn/v?b=2&a=1", "https://x.gov.cn/v?a=1&b=2", True),
        ("http://x.gov.cn/v?id=1", "http://x.gov.cn/v?id=2", False),
        ("http://x.gov.cn/eportal/ui?pageId=1&articleKey=2", "http://x.gov.cn/eportal/ui?pageId=1&articleKey=3", False),
        ("http://x.gov.cn/a.html", "http://y.gov.cn/a.html", False),
        ("http://[broken", "http://[broken", True),
    ],
)
def test_addresses_that_lead_to_the_same(one: str, other: str, is_same: bool) -> None:
    assert (plain_url(one) == plain_url(other)) is is_same


def test_records_stand_where_the_first_of_their_copies_stood() -> None:
    worse, better = report(ONE), report(OTHER, metadata={"index_number": "1"})
    between = report("http://x.gov.cn/3.html", agency="聊城市教育局")
    assert unite([worse, between, better])[0].source.url == OTHER
    assert [each.report_id for each in unite([worse, between, better])] == [worse.report_id, between.report_id]


VALUES = st.sampled_from([None, 1, 2, 3])
PATHS = list(CELLS)[:6]


@st.composite
def collections(draw: st.DrawFn) -> list[Report]:
    """Up to four records, most of them of one report, which may or may not contradict each other."""
    made = []
    for number in range(draw(st.integers(0, 4))):
        cells = {**CELLS, **{path: draw(VALUES) for path in draw(st.sets(st.sampled_from(PATHS), max_size=2))}}
        made.append(
            report(
                draw(st.sampled_from([ONE, OTHER, f"{ONE}?ddtab=true"])),
                draw(st.sampled_from([cells, cells, None])),
                sha256=str(number),
                year=draw(st.sampled_from([2022, 2022, 2022, 2021])),
                metadata={"published_date": draw(st.sampled_from([None, "2023-01-01"]))},
            )
        )
    return made


@settings(max_examples=40, deadline=None)
@given(collections())
def test_uniting_again_changes_nothing(records: list[Report]) -> None:
    once = unite(records)
    assert unite(once) == once


@settings(max_examples=25, deadline=None)
@given(collections())
def test_what_stays_does_not_depend_on_the_order(records: list[Report]) -> None:
    expected = sorted(each.to_line() for each in unite(records))
    for order in permutations(records):
        assert sorted(each.to_line() for each in unite(order)) == expected


@settings(max_examples=40, deadline=None)
@given(collections())
def test_no_report_is_lost_and_none_made_up(records: list[Report]) -> None:
    stay = unite(records)
    assert {each.report_id for each in stay} == {each.report_id for each in records}
    told = {plain_url(url) for each in stay for url in (each.source.url, *(also.url for also in each.source.also))}
    assert told == {plain_url(each.source.url) for each in records}
    assert {each.version for each in stay} <= {each.version for each in records}
