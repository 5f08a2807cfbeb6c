"""Rules across years and agencies: made series of records, one that breaks each rule and ones that do not."""

from collections.abc import Mapping
from typing import Any

import pytest

from govreports.records import Agency, Finding, Report
from govreports.rules.check import check_report
from govreports.rules.years import check_years, year_of
from tests.replica.figures import load_figures
from tests.rules.made import APPLICANTS, FORMS, SECTIONS, Cells, consistent, made_report

DOCUMENTS = "proactive.normative_documents"
SENTENCES = "".join(
    f"第{number}项工作由{chr(0x4E00 + 97 * number)}科按时完成并在专栏公布结果。" for number in range(1, 40)
)


def found(rule: str, *reports: Report) -> list[Finding]:
    years = [year for report in reports if (year := year_of(report)) is not None]
    return [line.finding for line in check_years(years) if line.finding.rule == rule]


def figures(**changed: float | None) -> dict[str, int | float | None]:
    named = {path.replace("__", "."): value for path, value in changed.items()}
    return {**consistent(FORMS["2021"], lambda: 2), **named}


def told(text: str, **more: Any) -> Report:
    return made_report(sections={**SECTIONS, "overall": ("一、总体情况", text)}, **more)


def agency(name: str, region: str = "371500") -> Agency:
    return Agency(id=f"{region}-{name}", name=name, region_code=region, sector=None, level="prefecture")


def test_documents_in_force_of_a_published_series_follow_from_one_another() -> None:
    series = []
    for year in range(2021, 2026):
        printed = load_figures()[f"pingtan_{year}"]
        cells = {path: printed.number(path) for path in FORMS["2021"].paths()}
        series.append(made_report(cells, year=year, agency=printed.agency))
    assert found("Q205", *series) == []
    # The same figures glued together and split otherwise: 77|132|470 read as 77|13|2470.
    wrong = {
        **cells,
        f"{DOCUMENTS}.issued_this_year": 77,
        f"{DOCUMENTS}.repealed_this_year": 13,
        f"{DOCUMENTS}.in_force": 2470,
    }
    series[2] = made_report(wrong, year=2023, agency=printed.agency)
    breaches = found("Q205", *series)
    assert [(each.path, each.expected, each.actual) for each in breaches] == [
        (f"{DOCUMENTS}.in_force", 589, 2470),
        (f"{DOCUMENTS}.in_force", 2488, 488),
    ]
    assert {each.severity for each in breaches} == {"warning"}
    assert found("Q205", *series[:2], *series[3:]) == []  # a year is lacking: nothing to compare with


def test_documents_in_force_need_the_same_form_and_all_their_figures() -> None:
    before = made_report(figures(**{DOCUMENTS.replace(".", "__") + "__in_force": 7}), year=2021)
    blank = made_report(figures(**{DOCUMENTS.replace(".", "__") + "__repealed_this_year": None}), year=2022)
    assert found("Q205", before, blank) == []
    assert found("Q205", made_report(form="2019", year=2020), made_report(year=2021)) == []


PAIRS: list[tuple[str, Mapping[str, float | None], Mapping[str, float | None], bool]] = [
    ("Q209", {"proactive__administrative_penalty__decisions_this_year": 20}, {"proactive__administrative_penalty__decisions_this_year": 101}, True),
    ("Q209", {"proactive__administrative_penalty__decisions_this_year": 20}, {"proactive__administrative_penalty__decisions_this_year": 3}, True),
    ("Q209", {"proactive__administrative_penalty__decisions_this_year": 20}, {"proactive__administrative_penalty__decisions_this_year": 100}, False),
    ("Q209", {"proactive__administrative_penalty__decisions_this_year": 19}, {"proactive__administrative_penalty__decisions_this_year": 500}, False),
    ("Q403", {"disputes__reconsideration__total": 1}, {"disputes__litigation__after_reconsideration__total": 10}, True),
    ("Q403", {"disputes__reconsideration__total": 1}, {"disputes__litigation__after_reconsideration__total": 9}, False),
    ("Q606", {"requests__new_requests__total": 40}, {"requests__new_requests__total": 201}, True),
    ("Q606", {"requests__new_requests__total": 40}, {"requests__new_requests__total": 200}, False),
    ("Q606", {"requests__new_requests__total": 40}, {"requests__new_requests__total": None}, False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "now", "breaks"), PAIRS)
def test_two_years(
    rule: str, before: Mapping[str, float | None], now: Mapping[str, float | None], breaks: bool
) -> None:
    reports = made_report(figures(**before), year=2021), made_report(figures(**now), year=2022)
    assert bool(found(rule, *reports)) == breaks
    assert found(rule, *reversed(reports)) == found(rule, *reports)


def carried(forward: int, over: int) -> tuple[Cells, Cells]:
    rest = {f"requests.{row}.{key}": 0 for row in ("carried_forward", "carried_over") for key in (*APPLICANTS, "total")}
    before = {
        **figures(),
        **rest,
        "requests.carried_forward.natural_person": forward,
        "requests.carried_forward.total": forward,
    }
    now = {**figures(), **rest, "requests.carried_over.natural_person": over, "requests.carried_over.total": over}
    return before, now


def test_what_was_carried_forward_is_carried_over() -> None:
    before, now = carried(3, 3)
    assert found("Q601", made_report(before, year=2021), made_report(now, year=2022)) == []
    before, now = carried(3, 1)
    (breach,) = found("Q601", made_report(before, year=2021), made_report(now, year=2022))
    assert (breach.path, breach.expected, breach.actual) == ("requests.carried_over.total", 3, 1)
    assert breach.severity == "error"
    assert "natural_person: 3 and 1" in breach.message
    # Under another name it may have been put together with another agency.
    former = made_report(before, year=2021, title="聊城市环境保护局2021年政府信息公开工作年度报告")
    (breach,) = found("Q601", former, made_report(now, year=2022))
    assert breach.severity == "warning"


def test_last_years_tables_again() -> None:
    busy = figures(
        proactive__administrative_licensing__decisions_this_year=1716,
        proactive__administrative_penalty__decisions_this_year=1568,
    )
    assert found("Q602", made_report(busy, year=2021), made_report(busy, year=2022))
    other = {**busy, "proactive.administrative_penalty.decisions_this_year": 1569}
    assert found("Q602", made_report(busy, year=2021), made_report(other, year=2022)) == []


def test_quiet_years_are_alike_by_chance() -> None:
    quiet: dict[str, int | float | None] = dict.fromkeys(FORMS["2021"].paths(), 0)
    one = {
        f"requests.{row}.{who}": 1
        for row in ("new_requests", "results.granted", "results.total")
        for who in ("natural_person", "total")
    }
    stock = {f"{DOCUMENTS}.in_force": 123456}
    for cells in (quiet, {**quiet, **one}, {**quiet, **one, **stock}):
        assert found("Q602", made_report(cells, year=2021), made_report(cells, year=2022)) == []


def test_last_years_text_again_whatever_its_numbers() -> None:
    before = told(SENTENCES + "全年收到申请12件。", year=2021)
    assert found("Q603", before, told(SENTENCES + "全年收到申请3456件。", year=2022))
    assert found("Q603", before, told(SENTENCES[: len(SENTENCES) // 2] + "另起炉灶。" * 60, year=2022)) == []
    assert found("Q603", told("短。", year=2021), told("短。", year=2022)) == []


def test_another_agencys_text_with_its_name_in_it() -> None:
    own = told(SENTENCES + "聊城市水利局将继续努力。", agency=agency("聊城市水利局"))
    copied = told(SENTENCES + "聊城市水利局将继续努力。", agency=agency("聊城市审计局"), year=2023)
    (breach,) = found("Q604", own, copied)
    assert "聊城市水利局" in breach.message
    without = told(SENTENCES + "审计局将继续努力。", agency=agency("聊城市审计局"))
    assert found("Q604", own, without) == []
    assert found("Q604", own, told("聊城市水利局。" + "别的内容各不相同。" * 90, agency=agency("聊城市审计局"))) == []


def test_a_year_is_lacking() -> None:
    (breach,) = found("Q605", made_report(year=2021), made_report(year=2024))
    assert "2022, 2023" in breach.message
    assert found("Q605", made_report(year=2021), made_report(year=2022)) == []
    assert found("Q605", made_report(year=2021), made_report(year=2024, agency="聊城市水利局")) == []


def test_a_summary_has_no_fewer_requests_than_its_departments() -> None:
    department = made_report(figures(requests__new_requests__total=50), agency=agency("某市水利局"))
    summary = made_report(
        figures(requests__new_requests__total=40),
        agency=agency("某市人民政府"),
        text="本报告由市政府办公室汇总各部门数据编制。",
    )
    (breach,) = found("Q607", department, summary)
    assert (breach.expected, breach.actual) == (50, 40)
    alone = made_report(figures(requests__new_requests__total=40), agency=agency("某市人民政府"), text="本机关的报告。")
    assert found("Q607", department, alone) == []
    assert found("Q607", made_report(figures(), agency=agency("某县水利局", "371521")), summary) == []


def test_of_two_records_of_one_report_the_fuller_speaks() -> None:
    unread = made_report(form=None, year=2021)
    whole = made_report(carried(3, 3)[0], year=2021)
    now = made_report(carried(3, 1)[1], year=2022)
    for reports in ((unread, whole, now), (whole, unread, now)):
        assert len(found("Q601", *reports)) == 1


def test_reports_of_unknown_agencies_or_years_are_left_out() -> None:
    assert year_of(made_report(agency=None)) is None
    assert year_of(made_report(year=None)) is None


def test_findings_name_the_report_and_where_it_came_from() -> None:
    years = [year_of(check_report(made_report(year=year))) for year in (2021, 2023)]
    (line,) = check_years(year for year in years if year is not None)
    assert line.to_dict()["report_id"] == "371500-sthjj/2023"
    assert line.to_dict()["url"] == "http://example.gov.cn/2023.html"
    assert line.to_dict()["rule"] == "Q605"
