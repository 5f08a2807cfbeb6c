"""Which year and agency a report is of: right, None, or said to be doubtful."""

from html import escape

import pytest

from govreports.publication import Capture, Publication
from govreports.reading.metadata import Listed
from govreports.records import Agency, Report
from govreports.stages import process

_PERIOD = "所列数据的统计期限为2022年1月1日至2022年12月31日。"
_NAME = "某某市教育局"
_TITLE = f"{_NAME}2022年政府信息公开工作年度报告"


def _report(*lines: str, title: str = "", before: str = "", period: str = _PERIOD) -> Report:
    shown = "".join(f"<p>{escape(line)}</p>" for line in (*lines, period, "一、总体情况", "工作有序。"))
    page = f"<html><head><title>{title}</title></head><body>{before}{shown}</body></html>"
    return process(Publication(page=Capture("http://www.example.gov.cn/t20230120_1.html", page.encode())))


def _identity(report: Report) -> tuple[int | None, str | None]:
    return report.year, report.agency.name if report.agency else None


@pytest.mark.parametrize(
    "lines",
    [
        (_TITLE,),
        (_NAME, "2022年政府信息公开工作年度报告"),
        (_NAME, "2022年政府信息公开", "工作年度报告"),
        (_NAME, "2022年度", "政府信息公开工作年度报告"),
        ("2022年", f"{_NAME}政府信息公开", "年度报告"),
        (f"{_NAME}2022年政府信息", "公开工作年度报告"),
        (f"{_NAME}关于", "2022年度政府信息公开情况的报告"),
        ("当前位置：首页>政府信息公开年报>2023年政府信息公开年度报告", _NAME, "2022年政府信息公开工作年度报告"),
        ("2022年政府信息公开年报", _TITLE),
        (f"{_NAME}政府信息公开工作年度报告",),
    ],
)
def test_titles_over_several_lines_and_in_a_pages_furniture(lines: tuple[str, ...]) -> None:
    assert _identity(_report(*lines)) == (2022, _NAME)


def test_the_sentence_after_a_title_is_no_part_of_it() -> None:
    found = _report(f"{_NAME}政府信息公开工作年度报告", period="统计期限自2021年1月1日至2022年12月31日。")
    assert _identity(found) == (None, _NAME)
    assert found.title == f"{_NAME}政府信息公开工作年度报告"


@pytest.mark.parametrize("line", ["打印", "字体：大 中 小", "发布日期：2023-01-20", "2023-01-20", "我局"])
def test_what_stands_over_a_title_is_no_agency(line: str) -> None:
    assert _identity(_report(line, "2022年政府信息公开工作年度报告")) == (2022, None)


def test_a_columns_title_does_not_hide_the_reports() -> None:
    assert _identity(_report(_TITLE, title="政府信息公开年报 2021年")) == (2022, _NAME)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (f"<h2>{_TITLE}</h2>", (2022, _NAME)),
        (f"<h2>{_NAME}</h2><h2>2022年政府信息公开工作年度报告</h2>", (2022, _NAME)),
        (f"<h2>{_NAME}2021年政府信息公开工作年度报告</h2>", (2022, "青原市人民政府")),
        (f"<a href='1.html'>{_TITLE}</a>", (2022, "青原市人民政府")),
        (f"<div>首页 &gt; 年报 &gt; {_TITLE}</div>", (2022, "青原市人民政府")),
    ],
    ids=["over the body", "in two lines", "of another year", "a link", "a path"],
)
def test_the_heading_over_a_marked_body_says_whose_it_is(heading: str, expected: tuple[int, str]) -> None:
    page = f"""<html><head><title>信息公开年报</title></head><body>{heading}<p>发布日期：2023-01-20</p>
        <div id="zoom"><p>{_PERIOD}</p><p>一、总体情况</p><p>工作有序。</p></div></body></html>"""
    listed = Listed(url=None, title="2022年政府信息公开工作年度报告", date=None)
    capture = Capture("http://www.example.gov.cn/1.html", page.encode())
    home = Agency(id="999999-zf", name="青原市人民政府", region_code=None, sector=None, level=None)
    assert _identity(process(Publication(page=capture, listed=listed, home=home))) == expected


def test_links_to_other_years_are_not_the_title() -> None:
    links = "".join(f"<p><a href='{y}.html'>{_NAME}{y}年政府信息公开工作年度报告</a></p>" for y in (2021, 2020))
    assert _identity(_report(_TITLE, before=links)) == (2022, _NAME)


@pytest.mark.parametrize("cut", [f"{_NAME}2022年政府信息公开工作...", f"【教育局】{_NAME}2022年政府信息公开…"])
def test_a_title_that_a_list_has_cut_is_the_pages_whole_one(cut: str) -> None:
    links = f"<p><a href='2021.html'>{_NAME}2021年政府信息公开工作年度报告</a></p>"
    page = f"<html><body>{links}<p>{_TITLE}</p><p>{_PERIOD}</p><p>一、总体情况</p></body></html>"
    listed = Listed(url=None, title=cut, date=None)
    found = process(Publication(page=Capture("http://www.example.gov.cn/1.html", page.encode()), listed=listed))
    assert (_identity(found), found.title) == ((2022, _NAME), _TITLE)


def test_who_publishes_is_not_whose_report_it_is() -> None:
    block = "<p>索引号：371500/2023-1 发布机构：聊城市人民政府</p>"
    assert _identity(_report(_TITLE, before=block)) == (2022, _NAME)


def test_a_title_that_the_period_contradicts_is_said() -> None:
    found = _report(_TITLE, period="统计期限为2021年1月1日至2021年12月31日。")
    assert found.year == 2022
    assert "Q801" in {finding.rule for finding in found.findings}
