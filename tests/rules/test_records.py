"""Every rule over records: a made record that breaks it, and ones near by that do not."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.forms import load_forms
from govreports.records import Agency, CellNote, Finding, Report
from govreports.rules import load_rules
from govreports.rules.check import COMPUTED, check_report
from govreports.rules.facts import facts_of
from govreports.rules.identities import check_comparisons, weigh
from govreports.rules.years import COMPUTED as OVER_YEARS
from tests.rules.made import APPLICANTS, FORMS, SECTIONS, consistent, made_report

TOLD = (
    "本机关主动公开信息若干条，依申请公开有序办理，信息管理更加规范，平台建设稳步推进，监督保障到位。"
    "全年开展工作考核，接受社会评议，没有需要追究责任的情形。"
)
LONG = TOLD * 10


def broken(rule: str, report: Report) -> list[Finding]:
    return [found for found in check_report(report).findings if found.rule == rule]


def agency(name: str, level: str | None = None, region: str | None = "370000") -> Agency:
    return Agency(id=f"370000-{name}", name=name, region_code=region, sector=None, level=level)  # type: ignore[arg-type]


def sections(**changed: tuple[str, str] | None) -> dict[str, tuple[str, str]]:
    return {key: pair for key, pair in {**SECTIONS, **changed}.items() if pair is not None}


def cells(form: str = "2021", **changed: float | None) -> dict[str, int | float | None]:
    """Consistent figures; keywords spell dots as two underscores."""
    figures: dict[str, int | float | None] = dict(consistent(FORMS[form], lambda: 2))
    named = {path.replace("__", "."): value for path, value in changed.items()}
    assert named.keys() <= figures.keys()
    return {**figures, **named}


@pytest.mark.parametrize(("form", "year"), [("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2030)])
def test_a_report_in_order_breaks_no_rule(form: str, year: int) -> None:
    checked = check_report(made_report(form=form, year=year))
    assert checked.findings == []
    assert checked.checks.passed == 54 if form == "2021" else 52
    assert (checked.checks.fail, checked.checks.not_evaluable, checked.checks.pass_if_blank_is_zero) == (0, 0, 0)


def test_a_record_of_which_nothing_is_known_breaks_no_rule() -> None:
    unknown = made_report(form=None, year=None, agency=None, sections={})
    assert check_report(unknown).findings == []


# --- Structure ---

BULLET = ("• 主动公开政府信息情况", "")
STRUCTURE: list[tuple[str, dict[str, Any], str]] = [
    ("Q101", {"sections": sections(problems=None)}, "error"),
    ("Q101", {"sections": sections(requests=None)}, "warning"),  # the table is there
    ("Q101", {"sections": {}}, "warning"),
    ("Q102", {"sections": sections(proactive=BULLET)}, "warning"),
    ("Q102", {"sections": sections(disputes=("三、政府信息公开行政复议、行政诉讼情况", ""))}, "warning"),
    ("Q102", {"sections": dict(reversed(SECTIONS.items()))}, "warning"),
    (
        "Q102",
        {"sections": {key: (f"（{title[0]}）{title[2:]}", text) for key, (title, text) in SECTIONS.items()}},
        "info",
    ),
    ("Q103", {"text": "一、总体情况\n三、依申请公开\n没有。"}, "warning"),
    ("Q103", {"text": "四、政府信息公开平台建设情况"}, "warning"),
    ("Q104", {"form": "2019", "year": 2022}, "error"),
    ("Q104", {"form": "2021", "year": 2020}, "error"),
    ("Q109", {"cells": cells(proactive__rules__in_force=None)}, "info"),
    ("Q109", {"cells": {**cells(), **dict.fromkeys([*cells()][:11])}}, "warning"),
    ("Q110", {"sections": sections(problems=("五、存在的主要问题及改进情况", ""))}, "warning"),
    ("Q110", {"sections": sections(problems=("五、存在的主要问题及改进情况", "（无）"))}, "warning"),
    (
        "Q111",
        {
            "agency": "聊城市人民政府",
            "sections": sections(overall=("一、总体情况", "主动公开、申请办理等工作有序。" * 60)),
        },
        "warning",
    ),
    ("Q112", {"sections": sections(overall=("一、总体情况", "主动公开了若干条，答复申请若干件。" * 9))}, "info"),
]


@pytest.mark.parametrize(("rule", "made", "severity"), STRUCTURE)
def test_structure_broken(rule: str, made: dict[str, Any], severity: str) -> None:
    found = broken(rule, made_report(**made))
    assert found
    assert {each.severity for each in found} == {severity}


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ("Q101", {"sections": {}, "form": None}),  # the text is elsewhere: Q106 says so
        ("Q101", {"sections": sections(problems=None), "year": 2018}),
        ("Q102", {"sections": {key: (title[2:], text) for key, (title, text) in SECTIONS.items()}}),  # list numbers
        ("Q102", {"sections": sections(disputes=None)}),  # the others keep their own numbers
        ("Q103", {"text": "（一）主动公开\n1.依申请公开\n二、主动公开政府信息情况"}),
        ("Q103", {"text": "二、主动公开", "year": 2020, "form": "2019"}),
        ("Q104", {"form": "2019", "year": 2022, "cells": {"requests.new_requests.total": 1}}),
        ("Q110", {"sections": sections(problems=None)}),
        ("Q111", {"agency": "聊城市人民政府", "sections": sections(overall=("一、总体情况", LONG))}),
        ("Q111", {"agency": "聊城市人民政府", "sections": sections(overall=("一、总体情况", "短。"))}),
        ("Q111", {"sections": sections(overall=("一、总体情况", "主动公开、申请办理等工作有序。" * 60))}),
        ("Q112", {"sections": sections(overall=("一、总体情况", TOLD * 3))}),
    ],
)
def test_structure_in_order(rule: str, made: dict[str, Any]) -> None:
    assert broken(rule, made_report(**made)) == []


def test_a_bullet_was_printed_and_a_missing_number_may_have_been_a_list_number() -> None:
    (bullet,) = broken("Q102", made_report(sections=sections(proactive=BULLET)))
    (bare,) = broken("Q102", made_report(sections=sections(proactive=("主动公开政府信息情况", ""))))
    assert (bullet.fault, bare.fault) == ("source", "unknown")


# --- Figures ---

MONEY = "proactive.centralized_procurement.procurement_amount"
FEES = "proactive.administrative_fees.fees_collected_wanyuan"


def note(path: str, raw: str, status: str) -> CellNote:
    return CellNote(path=path, raw=raw, status=status)  # type: ignore[arg-type]


FIGURES: list[tuple[str, dict[str, Any], str]] = [
    ("Q201", {"cells": cells(proactive__rules__in_force=-1)}, "proactive.rules.in_force"),
    (
        "Q201",
        {"cells": cells(proactive__administrative_penalty__decisions_this_year=1.5)},
        "proactive.administrative_penalty.decisions_this_year",
    ),
    ("Q201", {"cells": cells(proactive__administrative_fees__fees_collected_wanyuan=-0.5)}, FEES),
    (
        "Q202",
        {
            "form": "2019",
            "year": 2020,
            "cells": cells("2019", proactive__administrative_licensing__items_change=None),
            "notes": [note("proactive.administrative_licensing.items_change", "见附件", "text")],
        },
        "proactive.administrative_licensing.items_change",
    ),
    (
        "Q203",
        {
            "form": "2019",
            "year": 2020,
            "cells": {
                **cells("2019"),
                **{
                    f"proactive.{row}.decisions": 2
                    for row in ("administrative_licensing", "administrative_penalty", "administrative_compulsion")
                },
                "proactive.other_public_management_services.decisions": 900,
            },
        },
        "proactive.other_public_management_services.decisions",
    ),
    (
        "Q204",
        {"form": "2019", "year": 2020, "cells": cells("2019", proactive__normative_documents__disclosed_this_year=5)},
        "proactive.normative_documents.*",
    ),
    ("Q206", {"cells": cells(proactive__normative_documents__issued_this_year=9)}, "proactive.normative_documents.*"),
    ("Q207", {"form": "2019", "year": 2020, "notes": [note(MONEY, "8040", "unit_unstated")]}, MONEY),
    ("Q207", {"notes": [note(FEES, "10000元", "unit")]}, FEES),
    ("Q207", {"cells": cells(proactive__administrative_fees__fees_collected_wanyuan=1_250_000)}, FEES),
    ("Q208", {"agency": "聊城市水利局", "cells": cells(proactive__rules__in_force=7)}, "proactive.rules.in_force"),
    ("Q304", {"cells": cells(requests__carried_over__total=None)}, "requests.carried_over.total"),
    ("Q304", {"cells": cells(disputes__reconsideration__total=None)}, "disputes.reconsideration.total"),
    ("Q305", {"cells": cells(requests__carried_over__total=-12)}, "requests.carried_over.total"),
    ("Q308", {"cells": cells(requests__carried_forward__natural_person=99)}, "requests.*.natural_person"),
    (
        "Q310",
        {"cells": cells(requests__results__other_handling__other__total=80)},
        "requests.results.other_handling.other.total",
    ),
    ("Q402", {"cells": cells(disputes__litigation__direct__pending=0.5)}, "disputes.litigation.direct.pending"),
]


@pytest.mark.parametrize(("rule", "made", "path"), FIGURES)
def test_figures_broken(rule: str, made: dict[str, Any], path: str) -> None:
    found = broken(rule, made_report(**made))
    assert path in [each.path for each in found]


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ("Q201", {"cells": cells(proactive__administrative_fees__fees_collected_wanyuan=24252.311082)}),
        (
            "Q201",
            {
                "form": "2019",
                "year": 2020,
                "cells": cells("2019", proactive__administrative_licensing__items_change=-197),
            },
        ),
        # Most agencies rightly count decisions, not items: nothing to say.
        (
            "Q203",
            {
                "form": "2019",
                "year": 2020,
                "cells": cells("2019", proactive__administrative_licensing__decisions=474339),
            },
        ),
        ("Q204", {"form": "2019", "year": 2020, "cells": cells("2019", proactive__rules__produced_this_year=0)}),
        (
            "Q206",
            {
                "cells": cells(
                    proactive__normative_documents__issued_this_year=5,
                    proactive__normative_documents__in_force=3,
                    proactive__normative_documents__repealed_this_year=2,
                )
            },
        ),
        # The form prints no unit over the amount: an amount that states its own is in order.
        ("Q207", {"form": "2019", "year": 2020, "notes": [note(MONEY, "107362800元", "unit")]}),
        ("Q207", {"notes": [note(FEES, "1.2万元", "unit")]}),
        (
            "Q207",
            {
                "form": "2019",
                "year": 2020,
                "cells": cells("2019", proactive__centralized_procurement__procurement_amount=0),
                "notes": [note(MONEY, "0", "unit_unstated")],
            },
        ),
        (
            "Q207",
            {
                "agency": agency("某省人民政府", "province"),
                "cells": cells(proactive__administrative_fees__fees_collected_wanyuan=1_250_000),
            },
        ),
        ("Q208", {"agency": "聊城市人民政府", "cells": cells(proactive__rules__in_force=7)}),
        ("Q208", {"agency": "聊城市人民政府办公室", "cells": cells(proactive__rules__in_force=7)}),
        ("Q208", {"agency": agency("某某局"), "cells": cells(proactive__rules__in_force=7)}),
        ("Q208", {"agency": agency("某某部", "state"), "cells": cells(proactive__rules__in_force=7)}),
        ("Q304", {"cells": {path: value for path, value in cells().items() if path != "requests.carried_over.total"}}),
        (
            "Q304",
            {"cells": {**cells(), **{f"requests.carried_over.{key}": None for key in (*APPLICANTS, "total")}}},
        ),
        (
            "Q308",
            {"cells": cells(requests__new_requests__natural_person=None, requests__carried_forward__natural_person=99)},
        ),
        ("Q310", {"cells": cells(requests__results__other_handling__other__total=2)}),
    ],
)
def test_figures_in_order(rule: str, made: dict[str, Any]) -> None:
    assert broken(rule, made_report(**made)) == []


def test_a_derived_total_is_said_and_many_are_said_once() -> None:
    figures = cells()
    (found,) = broken("Q304", made_report(cells(requests__new_requests__total=None)))
    assert (found.expected, found.actual) == (figures["requests.new_requests.total"], None)
    blank = {path: None for path in figures if path.startswith("requests.") and path.endswith(".total")}
    (found,) = broken("Q304", made_report({**figures, **blank}))
    assert found.path == "requests.*.total"
    assert "new_requests" in found.message


def test_a_shifted_row_is_told_from_a_wrong_figure() -> None:
    figures = cells()
    row = ("natural_person", *APPLICANTS[1:], "total")
    over = {f"requests.carried_over.{key}": value for key, value in zip(row, (0, 3, 0, 0, 0, 0, 3), strict=True)}
    new = {f"requests.new_requests.{key}": value for key, value in zip(row, (9, 0, 0, 0, 0, 0, 9), strict=True)}
    result = {f"requests.results.total.{key}": value for key, value in zip(row, (9, 3, 0, 0, 0, 0, 12), strict=True)}
    forward = {f"requests.carried_forward.{key}": 0 for key in row}
    whole = {**figures, **over, **new, **result, **forward}
    assert broken("Q301", made_report(whole)) == []
    shifted = {f"requests.carried_over.{key}": value for key, value in zip(row, (3, 0, 0, 0, 0, 3, 0), strict=True)}
    report = made_report({**whole, **shifted})
    assert broken("Q301", report)
    (found,) = broken("Q306", report)
    assert (found.path, found.fault) == ("requests.carried_over.*", "extraction")
    assert broken("Q306", made_report({**whole, "requests.carried_over.natural_person": 5})) == []


_NUMBER = st.one_of(st.none(), st.integers(0, 50))


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(_NUMBER, max_size=4), st.lists(_NUMBER, max_size=4))
def test_at_most_is_what_some_or_every_filling_of_the_blanks_says(
    left: list[int | float | None], right: list[int | float | None]
) -> None:
    outcome = weigh(left, right, "<=")
    low, high = (sum(number for number in side if number is not None) for side in (left, right))
    assert (outcome == "fail") == (low > high and None not in right)
    assert (outcome == "pass") == (low <= high and None not in left)
    assert (outcome == "pass_if_blank_is_zero") == (low <= high and None in left)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 2**20), st.data())
def test_comparisons_have_four_outcomes_too(seed: int, data: st.DataObject) -> None:
    form = FORMS["2021"]
    figures: dict[str, Any] = dict(consistent(form, lambda: seed % 7))
    path = data.draw(st.sampled_from([f"requests.{row}.total" for row in ("new_requests", "carried_over")]))
    figures[path] = None
    outcomes = [result.outcome for result in check_comparisons(facts_of(made_report(figures)))]
    assert len(outcomes) == 9
    assert "fail" not in outcomes
    # A blank in what bounds the other side can only widen it, unless it is what the bound needs.
    assert outcomes.count("pass") >= 8


# --- Timeliness ---

BLOCK = {"published_date_from": "block"}


@pytest.mark.parametrize(
    ("rule", "name", "year", "published", "where", "severity"),
    [
        ("Q701", "聊城市水利局", 2021, "2022-02-01", "block", "error"),
        ("Q701", "聊城市水利局", 2021, "2022-02-01", "meta", "error"),
        ("Q701", "聊城市水利局", 2021, "2022-02-01", "list", "warning"),
        ("Q701", "聊城市水利局", 2021, "2022-02-01", "url", "info"),
        ("Q701", "聊城市水利局", 2021, "2024-02-01", "block", "warning"),
        ("Q701", "聊城市水利局", 2021, "2024-02-01", "url", None),
        ("Q701", "聊城市水利局", 2021, "2022-01-31", "block", None),
        ("Q701", "聊城市水利局", 2018, "2019-02-01", "block", None),
        ("Q701", "聊城市人民政府", 2021, "2022-02-01", "block", None),
        ("Q701", "某镇人民政府", 2021, "2022-12-01", "block", None),
        ("Q701", "某市第一中学", 2021, "2022-12-01", "block", None),
        ("Q702", "聊城市人民政府", 2021, "2022-04-01", "block", "error"),
        ("Q702", "聊城市人民政府", 2021, "2022-03-31", "block", None),
        ("Q702", "平潭综合实验区管委会", 2021, "2022-04-01", "block", "warning"),
        ("Q702", "某镇人民政府", 2021, "2022-12-01", "block", None),
        ("Q703", "聊城市水利局", 2017, "2018-04-01", "block", "warning"),
        ("Q703", "聊城市水利局", 2017, "2018-03-31", "block", None),
        ("Q703", "聊城市水利局", 2019, "2020-04-01", "block", None),
        ("Q704", "聊城市水利局", 2021, "2021-12-21", "block", "warning"),
        ("Q704", "聊城市水利局", 2021, "2021-12-21", "url", None),
        ("Q704", "聊城市水利局", 2021, "2022-01-01", "block", None),
    ],
)
def test_timeliness(rule: str, name: str, year: int, published: str, where: str, severity: str | None) -> None:
    metadata = {"published_date": published, "published_date_from": where}
    made = made_report(form=None, year=year, agency=name, metadata=metadata)
    assert [found.severity for found in broken(rule, made)] == ([severity] if severity else [])


def test_published_before_it_was_signed() -> None:
    metadata = {"published_date": "2022-01-20", **BLOCK}
    assert broken("Q704", made_report(year=2021, metadata=metadata, text="没有其他事项。\n2022年1月28日"))
    assert broken("Q704", made_report(year=2021, metadata=metadata, text="没有其他事项。\n2022年1月20日")) == []
    assert broken("Q704", made_report(year=2021, metadata=metadata, text="2022年1月28日召开了会议。")) == []


# --- Metadata and identity ---


def test_title_and_text_of_two_years() -> None:
    told = "数据统计期限自2020年1月1日起至2020年12月31日止。"
    (found,) = broken("Q801", made_report(year=2021, text=told))
    assert (found.expected, found.actual) == (2021, 2020)
    assert broken("Q801", made_report(form="2019", year=2020, text=told)) == []
    assert broken("Q801", made_report(text="没有写期限。")) == []


def test_names_that_one_character_tells_apart() -> None:
    assert broken("Q802", made_report(agency="沐阳县房产管理局", metadata={"publisher": "沭阳县房产管理局"}))
    assert broken("Q802", made_report(agency="沐阳县房产管理局", text="沭阳县房产管理局公布本报告。"))
    assert not broken("Q802", made_report(agency="沭阳县房产管理局", text="沭阳县房产管理局公布本报告。"))
    assert not broken("Q802", made_report(agency="沭阳县房产管理局", text="全县房产管理局、沭阳县房产管理局。"))


@pytest.mark.parametrize(
    ("publisher", "contradicts"),
    [
        ("聊城市审计局", True),
        ("市审计局", True),
        ("聊城市生态环境局", False),
        ("聊城市环境保护局", False),
        ("生态环境局", False),
        ("聊城市人民政府办公室", False),
        ("聊城市大数据中心", False),
        ("办公室", False),
    ],
)
def test_who_publishes_a_departments_report(publisher: str, contradicts: bool) -> None:
    found = broken("Q802", made_report(agency="聊城市生态环境局", metadata={"publisher": publisher}))
    assert bool(found) == contradicts


@pytest.mark.parametrize(
    ("number", "labels", "words"),
    [
        ("404796340/2023-2750940", {}, []),
        ("00835003X/2022-00018", {}, []),
        ("0142768-8/2022-00185", {}, []),
        ("20191202-189769", {}, []),
        ("035210000/2023-00042", {}, ["check digit"]),
        ("404796340/2019-2750940", {}, ["of 2019"]),
        ("11371500004407014R/2022-00123", {}, ["check digit"]),
        (None, {}, []),
        (None, {"发布机构": "某局", "发布日期": "2023年1月5日"}, []),
        (None, {"发布机构": "某局", "主题分类": "政务公开"}, ["no index number"]),
    ],
)
def test_index_numbers(number: str | None, labels: dict[str, str], words: list[str]) -> None:
    found = broken("Q803", made_report(metadata={"index_number": number, "labels": labels}))
    assert [word for each, word in zip(found, words, strict=True) if word in each.message] == words
    assert {each.severity for each in found} <= {"info"}


@pytest.mark.parametrize(
    ("metadata", "breaks"),
    [
        ({"index_number": "null02D/01A/C3D20190807"}, True),
        ({"index_number": "00000001/2018-00042"}, True),
        ({"index_number": "000014349/2018-00222"}, False),
        ({"labels": {"索引号": "/2021-None"}}, True),
        ({"labels": {"文号": "{{doc.number}}"}}, True),
        ({"publisher": "undefined"}, True),
        ({"publisher": "Nanning 南宁"}, False),
        ({"labels": {"文号": "无文号"}}, False),
    ],
)
def test_placeholders_are_no_metadata(metadata: Mapping[str, Any], breaks: bool) -> None:
    assert len(broken("Q804", made_report(metadata=metadata))) == breaks


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("联系电话：13812345678。", 1),
        ("联系电话：13812345678，手机13912345678，再拨13812345678。", 2),
        ("联系电话：0635-8909767，电话 010-12345678。", 0),
        ("联系电话见上。政府集中采购13575394432.52元", 0),
        ("一、本年新收政府信息公开申请数量13000100000", 0),
        ("申请人张某，身份证号11010519491231002X。", 1),
        ("申请人张某，身份证号110105194912310021。", 0),
        ("索引号110105194913310020", 0),
    ],
)
def test_personal_numbers_are_counted_and_not_repeated(text: str, count: int) -> None:
    found = broken("Q805", made_report(text=text))
    assert [each.actual for each in found] == ([count] if count else [])
    assert not any("138" in each.message or "1101" in each.message for each in found)


# --- All of them ---


def test_every_rule_is_computed_where_its_scope_says() -> None:
    summed = {identity.rule for form in load_forms() for identity in form.identities}
    compared = {rule.id for rule in load_rules().values() if rule.compare} | {"Q201", "Q211", "Q305", "Q402"}
    for rule in load_rules().values():
        if rule.scope == "record":
            computed = [rule.id in COMPUTED, rule.id in summed, rule.id in compared]
            assert sum(computed) == 1, rule.id
        assert (rule.scope == "years") == (rule.id in OVER_YEARS)


EVERYTHING = [made for _rule, made, _more in (*STRUCTURE, *FIGURES)]


@pytest.mark.parametrize("number", range(len(EVERYTHING)))
def test_a_stored_line_gives_the_same_findings_again(number: int) -> None:
    checked = check_report(made_report(**EVERYTHING[number]))
    stored = Report.model_validate(json.loads(checked.to_line()))
    assert stored == checked
    assert check_report(stored) == checked


def test_findings_about_documents_stay_and_the_others_are_made_anew() -> None:
    kept = Finding(rule="Q107", severity="error", fault="unknown", message="the document lacks this row")
    stale = Finding(rule="Q301", severity="error", fault="source", message="once")
    other = Finding(rule="Q999", severity="info", fault="source", message="of a later version")
    checked = check_report(made_report(findings=[kept, stale, other]))
    assert checked.findings == [kept, other]
