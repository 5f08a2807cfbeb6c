"""The text against the tables: what contradicts, and what only counts otherwise."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents.model import Paragraph
from govreports.publication import Capture, Publication
from govreports.reading.narrative import read_narrative
from govreports.records import Agency, Body, Checks, Metadata, Number, Report, Section, Source, Tables, grow
from govreports.rules import load_rules
from govreports.rules.text_against_tables import RULES, check_text
from govreports.rules.years import check_years, year_of
from govreports.stages import process
from tests.replica.figures import load_figures
from tests.replica.render import report_text

modest = settings(max_examples=60, deadline=None, derandomize=True, database=None)
YEAR = 2023
FEES = "2023年未收取信息处理费。"


def report(
    text: str, *, year: int = YEAR, agency: str = "样县水务局", other: str | None = FEES, **figures: Number | None
) -> Report:
    """A record that says *text*; *figures* by the names of `CELLS`."""
    sections = [Section(key="overall", title="一、总体情况", text=text)]
    if other is not None:
        sections.append(Section(key="other", title="六、其他需要报告的事项", text=other))
    whole = [section.text for section in sections]
    tree = grow((CELLS[name], value) for name, value in figures.items())
    return Report(
        report_id=f"000000-x/{year}",
        version="sha256:" + "0" * 64,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=Agency(id="000000-x", name=agency, region_code=None, sector=None, level=None),
        metadata=Metadata(),
        source=Source(
            url="file:///x",
            list_url=None,
            site=None,
            platform=None,
            fetched_at=None,
            media_type="text/plain",
            encoding=None,
            sha256="0" * 64,
            archive=None,
        ),
        attachments=[],
        body=Body(text="\n".join(whole), sections=sections),
        form="2021",
        tables_state="parsed",
        tables_from=None,
        tables=Tables.model_validate(tree),
        cells=[],
        narrative=read_narrative([Paragraph(part, "line 1") for part in whole], [], year, agency),
        findings=[],
        checks=Checks(),
    )


CELLS = {
    "new": "requests.new_requests.total",
    "over": "requests.carried_over.total",
    "done": "requests.results.total.total",
    "left": "requests.carried_forward.total",
    "unpaid": "requests.results.other_handling.fee_unpaid.total",
    "overdue": "requests.results.other_handling.correction_overdue.total",
    "otherwise": "requests.results.other_handling.other.total",
    "reconsidered": "disputes.reconsideration.total",
    "direct": "disputes.litigation.direct.total",
    "after": "disputes.litigation.after_reconsideration.total",
}


def broken(text: str, **given: Any) -> list[str]:
    return [found.rule for found in check_text(report(text, **given))]


def test_every_rule_is_declared() -> None:
    assert {*RULES, "Q505"} <= load_rules().keys()


@pytest.mark.parametrize(
    ("text", "figures", "rules"),
    [
        # Q501: received.
        ("收到政府信息公开申请28件。", {"new": 28, "over": 0}, []),
        ("收到政府信息公开申请28件。", {"new": 27, "over": 1}, []),
        ("收到政府信息公开申请28件。", {"new": 26, "over": 1}, ["Q501"]),
        ("收到政府信息公开申请28件。", {"new": None, "over": None}, []),
        ("收到政府信息公开申请28件。", {}, []),
        ("未收到政府信息公开申请。", {"new": 1, "over": 0}, ["Q501"]),
        ("未收到政府信息公开申请。", {"new": 0, "over": 3}, []),
        # One of two figures agrees: the other counts something else.
        ("收到政府信息公开申请28件。收到政府信息公开申请26件。", {"new": 26, "over": 0}, []),
        ("收到政府信息公开申请约28件。", {"new": 26, "over": 0}, []),
        ("上半年收到政府信息公开申请12件。", {"new": 26, "over": 0}, []),
        ("历年累计收到政府信息公开申请120件。", {"new": 26, "over": 0}, []),
        # Q307: the whole table is zero.
        ("收到政府信息公开申请28件。", {"new": 0, "over": 0, "done": 0, "left": 0}, ["Q307"]),
        ("收到政府信息公开申请28件。", {"new": 0, "over": 0, "done": 28, "left": 0}, ["Q501"]),
        ("未收到政府信息公开申请。", {"new": 0, "over": 0, "done": 0, "left": 0}, []),
        # Q502: handled.
        ("政府信息公开申请办结27件。", {"done": 27}, []),
        ("政府信息公开申请办结27件。", {"done": 26}, ["Q502"]),
        ("办理政府信息公开申请28件。", {"new": 28, "over": 0, "done": 27}, []),
        ("办理政府信息公开申请28件。", {"new": 20, "over": 0, "done": 20}, ["Q502"]),
        # 答复 leaves out those that ended without an answer, 办结 does not.
        ("政府信息公开申请答复25件。", {"done": 27, "overdue": 1, "unpaid": 0, "otherwise": 1}, []),
        ("政府信息公开申请答复24件。", {"done": 27, "overdue": 1, "unpaid": 0, "otherwise": 1}, ["Q502"]),
        ("政府信息公开申请办结25件。", {"done": 27, "overdue": 1, "unpaid": 0, "otherwise": 1}, ["Q502"]),
        # Q503: all answered.
        ("28件依申请公开均按时回复。", {"new": 28, "over": 0, "done": 28, "left": 0}, []),
        ("28件依申请公开均按时回复。", {"new": 28, "over": 0, "done": 27, "left": 1}, ["Q502", "Q503"]),
        ("收到政府信息公开申请5件，均按时答复。", {"new": 5, "over": 0, "left": 1}, ["Q503"]),
        ("收到政府信息公开申请5件，办结4件，均按时答复。", {"new": 5, "over": 0, "done": 4, "left": 1}, []),
        ("收到政府信息公开申请5件，除1件结转下年度办理外，均按时答复。", {"new": 5, "over": 0, "left": 1}, []),
        ("受理信访28件，均按时答复。", {"new": 5, "over": 0, "left": 1}, []),
        # Q504: the ways of asking.
        ("收到政府信息公开申请28件，其中网络申请27件、信函申请1件。", {}, []),
        ("收到政府信息公开申请28件，其中网络申请27件、信函申请2件。", {}, ["Q504"]),
        ("收到政府信息公开申请28件，其中网络申请20件、信函申请1件、企业提出7件。", {}, []),
        ("收到政府信息公开申请28件，其中网络申请20件。", {}, []),
        # Q404 and Q506: disputes.
        ("无政府信息公开行政复议、行政诉讼。", {"reconsidered": 0, "direct": 0, "after": 0}, []),
        ("无政府信息公开行政复议、行政诉讼。", {"reconsidered": 2, "direct": 0, "after": 1}, ["Q404", "Q404"]),
        ("因政府信息公开引起的行政复议2件。", {"reconsidered": 0}, ["Q404"]),
        ("因政府信息公开引起的行政复议2件。", {"reconsidered": 2}, []),
        ("因政府信息公开引起的行政复议2件。", {"reconsidered": 3}, ["Q506"]),
        ("因政府信息公开引起的行政诉讼7件。", {"direct": 5, "after": 2}, []),
        ("因政府信息公开引起的行政诉讼5件。", {"direct": 5, "after": 2}, []),
        ("因政府信息公开引起的行政诉讼6件。", {"direct": 5, "after": 2}, ["Q506"]),
        # What an agency decides upon is no dispute of its own.
        ("作为复议机关审理行政复议134件，规范性文件备案12件。", {"reconsidered": 170}, []),
        # Q309: the fee.
        ("工作平稳。", {"unpaid": 1}, ["Q309"]),
        ("工作平稳。", {"unpaid": 0}, []),
    ],
)
def test_figures(text: str, figures: dict[str, Number | None], rules: list[str]) -> None:
    assert broken(text, **figures) == rules


@pytest.mark.parametrize(
    ("agency", "text", "rules"),
    [
        # A bureau's table is not the city's, and a city's table is not its office's.
        ("样市水务局", "全市共收到政府信息公开申请300件。", []),
        ("样市水务局", "我局收到政府信息公开申请300件。", ["Q501"]),
        ("样市人民政府", "全市共收到政府信息公开申请300件。", ["Q501"]),
        ("样市人民政府", "市本级收到政府信息公开申请300件。", []),
        ("样市人民政府", "市政府办公室收到政府信息公开申请300件。", []),
        ("样市人民政府办公室", "市政府办公室收到政府信息公开申请300件。", ["Q501"]),
        ("样镇人民政府", "我镇收到政府信息公开申请300件。", ["Q501"]),
    ],
)
def test_whose_figures_are_compared(agency: str, text: str, rules: list[str]) -> None:
    assert broken(text, agency=agency, new=28, over=0) == rules


def test_a_finding_says_what_stands_where() -> None:
    (found,) = check_text(report("收到政府信息公开申请28件。", new=26, over=1))
    assert (found.path, found.expected, found.actual) == ("requests.new_requests.total", 26, 28)
    assert "收到政府信息公开申请28件" in found.message


def test_annexes_are_compared_by_their_own_rows() -> None:
    said = report("本年度未收到政府信息公开申请。", year=2018, other=None)
    annex = {"requests.received": 1, "requests.replied": 0, "reconsideration.total": 0}
    tables = cast("Tables", SimpleNamespace(proactive=None, requests=None, disputes=None, annex=annex))
    (found,) = check_text(said.model_copy(update={"tables": tables}))
    assert (found.rule, found.path, found.expected, found.actual) == ("Q501", "annex.requests.received", 1, 0)


@pytest.mark.parametrize(
    ("year", "other", "rules"),
    [
        (2021, "无。", ["Q507"]),
        (2021, "2021年没有向申请人收取信息处理费。", []),
        (2021, "本年度信息公开收费情况：无。", []),
        (2020, "无。", []),
        # The section was not found: nobody knows what it says.
        (2021, None, []),
    ],
)
def test_the_fee_is_spoken_of_from_2021_on(year: int, other: str | None, rules: list[str]) -> None:
    assert broken("工作平稳。", year=year, other=other) == rules


@pytest.mark.parametrize(
    ("period", "rules"),
    [
        ("2023年1月1日起至2023年12月31日止", []),
        ("2023年1月1日至12月31日", []),
        ("2023年1月1日起，至2023年12月31日", []),
        ("2022年1月1日至2022年12月31日", ["Q508"]),
        ("2023年1月1日至12月30日", ["Q508"]),
        ("2023年3月1日至12月31日", ["Q508"]),
        ("202023年1月1日至12月31日", ["Q509"]),
        ("2023月1日起至2023年12月31日", ["Q509"]),
        ("202311日起至20231231日", ["Q509"]),
        ("至", ["Q509"]),
        ("2023年13月1日至12月31日", ["Q509"]),
        # Said in other words: no dates to hold against anything.
        ("2023年全年", []),
    ],
)
def test_the_period(period: str, rules: list[str]) -> None:
    assert broken(f"本报告所列数据的统计期限自{period}。") == rules


def test_the_first_reports_begin_with_the_regulation() -> None:
    period = "所列数据的统计期限自2008年5月1日起至2008年12月31日。"
    assert broken(period, year=2008) == []
    assert broken(period.replace("2008", "2009"), year=2009) == ["Q508"]


@pytest.mark.parametrize(
    ("text", "now", "before", "rules"),
    [
        ("收到政府信息公开申请28件（同比增加13件）。", 28, 15, []),
        ("收到政府信息公开申请28件（同比增加13件）。", 28, 16, ["Q505"]),
        ("收到政府信息公开申请7件，较上年减少1件。", 7, 8, []),
        ("收到政府信息公开申请7件，较2022年减少12.5%。", 7, 8, []),
        ("收到政府信息公开申请7件，同比下降12.5%。", 7, 9, ["Q505"]),
        # Rounded, and cut off.
        ("收到政府信息公开申请8件，同比增长14%。", 8, 7, []),
        ("收到政府信息公开申请13件，同比增长85.7%。", 13, 7, []),
        ("收到政府信息公开申请13件，同比增长85%。", 13, 7, []),
        ("收到政府信息公开申请13件，同比增长88%。", 13, 7, ["Q505"]),
        ("收到政府信息公开申请13件，同比增长88%。", 13, 0, []),
        ("收到政府信息公开申请13件，同比增加约5件。", 13, 7, []),
    ],
)
def test_the_change_against_last_year(text: str, now: int, before: int, rules: list[str]) -> None:
    last = report("工作平稳。", year=YEAR - 1, new=before, over=0)
    lines = check_years(filter(None, map(year_of, [last, report(text, new=now, over=0)])))
    assert [line.finding.rule for line in lines if line.finding.rule == "Q505"] == rules


def test_only_the_year_before_is_last_year() -> None:
    this = report("收到政府信息公开申请28件（同比增加13件）。", new=28, over=0)
    before = report("工作平稳。", year=YEAR - 2, new=1, over=0)
    assert "Q505" not in {line.finding.rule for line in check_years(filter(None, map(year_of, [before, this])))}


@modest
@given(new=st.integers(0, 500), over=st.integers(0, 20), left=st.integers(0, 20))
def test_a_text_that_agrees_breaks_nothing(new: int, over: int, left: int) -> None:
    left = min(left, new + over)
    text = (
        f"新收政府信息公开申请{new}件，上年结转{over}件，办结{new + over - left}件，结转下年度{left}件。"
        f"因政府信息公开引起的行政复议{over}件、行政诉讼{left}件。"
    )
    figures = {"new": new, "over": over, "done": new + over - left, "left": left}
    assert broken(text, **figures, reconsidered=over, direct=left, after=0) == []


@modest
@given(new=st.integers(0, 500), over=st.integers(0, 20), wrong=st.integers(0, 600))
def test_a_text_that_disagrees_breaks_one_rule(new: int, over: int, wrong: int) -> None:
    expected = [] if wrong in {new, new + over} else ["Q501"]
    assert broken(f"新收政府信息公开申请{wrong}件。", new=new, over=over, done=1) == expected


def test_findings_are_the_same_from_a_stored_record() -> None:
    figures = load_figures()["liaocheng_sthjj_2022"]
    text = report_text(figures).replace("申请28件", "申请40件")
    made = process(Publication(Capture("file:///x.txt", text.encode())))
    found = [item for item in made.findings if item.rule in RULES]
    assert [item.rule for item in found] == ["Q501"]
    assert check_text(Report.model_validate_json(made.to_line())) == found
